import { AppError } from "#lib/domain/errors.ts";
import { guarded } from "#lib/http/guarded.ts";

const notFound = guarded(({ request }) => {
  throw new AppError("NOT_FOUND", `The API has nothing at ${request.nextUrl.pathname}.`);
});

export {
  notFound as DELETE,
  notFound as GET,
  notFound as OPTIONS,
  notFound as PATCH,
  notFound as POST,
  notFound as PUT,
};
