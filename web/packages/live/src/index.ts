export * from "./apply";
export { type Effect, effectOf, type Renewal } from "./effect";
export * from "./follow";
export * from "./frames";
export * from "./lists";
export * from "./outbox";
