/** Probability that a standard normal variable exceeds the score; relative error below 2e-7 (Chebyshev fit of erfc). */
export function upperTail(score: number): number {
  const tail = 0.5 * complementaryError(Math.abs(score) / Math.SQRT2);
  return score >= 0 ? tail : 1 - tail;
}

function complementaryError(x: number): number {
  const t = 1 / (1 + 0.5 * x);
  let sum = 0.17087277;
  sum = sum * t - 0.82215223;
  sum = sum * t + 1.48851587;
  sum = sum * t - 1.13520398;
  sum = sum * t + 0.27886807;
  sum = sum * t - 0.18628806;
  sum = sum * t + 0.09678418;
  sum = sum * t + 0.37409196;
  sum = sum * t + 1.00002368;
  return t * Math.exp(-x * x - 1.26551223 + t * sum);
}

/** Natural logarithm of the upper tail, finite where the tail itself is too small for a number. */
export function logUpperTail(score: number): number {
  if (score < FAR_TAIL) return Math.log(upperTail(score));
  return -0.5 * score * score - Math.log(score * Math.sqrt(2 * Math.PI));
}

const FAR_TAIL = 20;

/** The standard normal score whose upper tail is the probability (Acklam's approximation, relative error 1.2e-9). */
export function scoreOfTail(tail: number): number {
  if (tail > 0.5) return -scoreOfTail(1 - tail);
  return tail > 0.02425 ? centralScore(0.5 - tail) : outerScore(Math.sqrt(-2 * Math.log(Math.max(tail, 1e-300))));
}

function centralScore(offset: number): number {
  const r = offset * offset;
  let top = -39.69683028665376;
  top = top * r + 220.9460984245205;
  top = top * r - 275.9285104469687;
  top = top * r + 138.357751867269;
  top = top * r - 30.66479806614716;
  top = top * r + 2.506628277459239;
  let bottom = -54.47609879822406;
  bottom = bottom * r + 161.5858368580409;
  bottom = bottom * r - 155.6989798598866;
  bottom = bottom * r + 66.80131188771972;
  bottom = bottom * r - 13.28068155288572;
  return (top * offset) / (bottom * r + 1);
}

function outerScore(q: number): number {
  let top = -0.007784894002430293;
  top = top * q - 0.3223964580411365;
  top = top * q - 2.400758277161838;
  top = top * q - 2.549732539343734;
  top = top * q + 4.374664141464968;
  top = top * q + 2.938163982698783;
  let bottom = 0.007784695709041462;
  bottom = bottom * q + 0.3224671290700398;
  bottom = bottom * q + 2.445134137142996;
  bottom = bottom * q + 3.754408661907416;
  return -top / (bottom * q + 1);
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
