import { Fragment, h as make } from "preact";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { Refused } from "./desk";
import { faults, short } from "./faults";
import type { More } from "./more";
import { Files, Going, Pickers, useFiles } from "./ui/files";
import { expectation } from "./ui/Home";
import {
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
import { Messages } from "./ui/Talk";
import { timeIn } from "./words";

type Kit = typeof import("./kit");
// As an object: a module handed on as a whole brings a getter for each name.
const kit: Kit = {
  Fragment,
  h: make,
  useEffect,
  useMemo,
  useRef,
  Refused,
  faults,
  short,
  Files,
  Going,
  Pickers,
  useFiles,
  expectation,
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
  Messages,
  timeIn,
};

/** Where the build has put it, and the hash that the browser must find in it. */
declare const MORE: { file: string; integrity: string };

type Taking = HTMLScriptElement & { take?: (make: (given: Kit) => More) => void };

/** What a first conversation does not need, from where the first script came. A script's element and not `import()`: so
 * the hash is checked, and a page's policy that knows scripts by their nonce lets it through. */
export function loadMore(base: string, nonce: string): Promise<More> {
  return new Promise((done, failed) => {
    const script: Taking = document.createElement("script");
    script.src = `${base}/widget/${MORE.file}`;
    script.integrity = MORE.integrity;
    script.crossOrigin = "anonymous";
    script.nonce = nonce;
    script.take = (make) => done(make(kit));
    script.onload = () => script.remove();
    script.onerror = () => {
      script.remove();
      failed(new Error("cut off"));
    };
    document.head.append(script);
  });
}
