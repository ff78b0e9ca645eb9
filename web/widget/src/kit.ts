/** What `more` takes from the first script instead of bringing it along: its only import of anything outside its folder. */
export { Fragment, h } from "preact";
export { useEffect, useMemo, useRef } from "preact/hooks";
export { Refused } from "./desk";
export { faults, short } from "./faults";
export { Files, Going, Pickers, useFiles } from "./ui/files";
export { expectation } from "./ui/Home";
export {
  EmailField,
  Field,
  Heading,
  isAddress,
  NameField,
  useAddress,
  useHere,
  useId,
  useKept,
  why,
} from "./ui/parts";
export { Messages } from "./ui/Talk";
export { timeIn } from "./words";
