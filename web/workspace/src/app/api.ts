import { client, type Schemas } from "@pitboss/api";

export { Refusal, Unreachable } from "@pitboss/api";
export type { Schemas };

export const api = client();

/** The data of an answer: `await data(api.GET(…))`. */
export async function data<T>(answer: Promise<{ data?: T }>): Promise<T> {
  return (await answer).data as T;
}
