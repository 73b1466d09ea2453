/** Probability that a standard normal variable exceeds the score; relative error below 2e-7 (Chebyshev fit of erfc). */
export function upperTail(score: number): number {
  const tail = 0.5 * complementaryError(Math.abs(score) / Math.SQRT2);
  return score >= 0 ? tail : 1 - tail;
}

const ERFC_COEFFICIENTS = [
  0.17087277, -0.82215223, 1.48851587, -1.13520398, 0.27886807, -0.18628806, 0.09678418, 0.37409196, 1.00002368,
  -1.26551223,
];

function complementaryError(x: number): number {
  const t = 1 / (1 + 0.5 * x);
  return t * Math.exp(-x * x + polynomial(ERFC_COEFFICIENTS, t));
}

/** Natural logarithm of the upper tail, finite where the tail itself is too small for a number. */
export function logUpperTail(score: number): number {
  if (score < FAR_TAIL) return Math.log(upperTail(score));
  return -0.5 * score * score - Math.log(score * Math.sqrt(2 * Math.PI));
}

const FAR_TAIL = 20;

const CENTRAL = [
  [-39.69683028665376, 220.9460984245205, -275.9285104469687, 138.357751867269, -30.66479806614716, 2.506628277459239],
  [-54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572, 1],
] as const;

const OUTER = [
  [
    -0.007784894002430293, -0.3223964580411365, -2.400758277161838, -2.549732539343734, 4.374664141464968,
    2.938163982698783,
  ],
  [0.007784695709041462, 0.3224671290700398, 2.445134137142996, 3.754408661907416, 1],
] as const;

/** The standard normal score whose upper tail is the probability (Acklam's approximation, relative error 1.2e-9). */
export function scoreOfTail(tail: number): number {
  if (tail > 0.5) return -scoreOfTail(1 - tail);
  if (tail > 0.02425) {
    const offset = 0.5 - tail;
    const square = offset * offset;
    return (polynomial(CENTRAL[0], square) * offset) / polynomial(CENTRAL[1], square);
  }
  const root = Math.sqrt(-2 * Math.log(Math.max(tail, Number.MIN_VALUE)));
  return -polynomial(OUTER[0], root) / polynomial(OUTER[1], root);
}

/** The score that is exceeded with a given chance by a normal variable known to lie beyond a bound; always past it. */
export function scoreBeyond(bound: number, score: number): number {
  if (bound > FAR_TAIL) return Math.sqrt(bound * bound - 2 * logUpperTail(score));
  return Math.max(bound, scoreOfTail(upperTail(bound) * upperTail(score)));
}

/** The score of the largest of `count` independent standard normal variables, from one uniform draw in (0, 1). */
export function maximumScore(uniform: number, count: number): number {
  return scoreOfTail(-Math.expm1(Math.log(uniform) / count));
}

function polynomial(coefficients: readonly number[], x: number): number {
  let sum = 0;
  for (const coefficient of coefficients) sum = sum * x + coefficient;
  return sum;
}
