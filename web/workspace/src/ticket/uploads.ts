/** Files on their way to a message, with their progress. */
import { useCallback, useEffect, useRef, useState } from "react";
import type { Schemas } from "../app/api";
import { newKey } from "../app/live/writes";

export interface Upload {
  /** Of this screen; the desk's own id is in `file`. */
  key: string;
  name: string;
  size: number;
  /** 0 to 1. */
  progress: number;
  file?: Schemas["Uploaded"];
  problem?: string;
}

const MOST_FILES = 20;

export function useUploads(brand: string) {
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  const running = useRef(new Map<string, XMLHttpRequest>());
  useEffect(() => {
    const all = running.current;
    return () => {
      for (const request of all.values()) request.abort();
    };
  }, []);
  const change = useCallback((key: string, change: Partial<Upload>) => {
    setUploads((before) => before.map((upload) => (upload.key === key ? { ...upload, ...change } : upload)));
  }, []);
  const add = useCallback(
    (files: Iterable<File>) => {
      for (const file of [...files].slice(0, MOST_FILES)) {
        const key = newKey();
        setUploads((before) => [...before, { key, name: file.name, size: file.size, progress: 0 }]);
        // XMLHttpRequest, since fetch does not tell how much was sent.
        const request = new XMLHttpRequest();
        running.current.set(key, request);
        request.upload.onprogress = (event) =>
          change(key, { progress: event.loaded / Math.max(1, event.total) });
        request.onloadend = () => {
          running.current.delete(key);
          let answer: { detail?: string } & Partial<Schemas["Uploaded"]> = {};
          try {
            answer = JSON.parse(request.responseText);
          } catch {
            // not from the desk itself; the status tells enough
          }
          if (request.status === 201) change(key, { progress: 1, file: answer as Schemas["Uploaded"] });
          else change(key, { problem: answer.detail ?? `HTTP ${request.status}` });
        };
        const body = new FormData();
        body.append("file", file, file.name || "screenshot.png");
        request.open("POST", `/api/v1/attachments?brand=${encodeURIComponent(brand)}`);
        request.setRequestHeader("Idempotency-Key", key);
        request.send(body);
      }
    },
    [brand, change],
  );
  const remove = useCallback((key: string) => {
    running.current.get(key)?.abort();
    setUploads((before) => before.filter((upload) => upload.key !== key));
  }, []);
  const restore = useCallback((files: readonly Schemas["Uploaded"][]) => {
    setUploads(files.map((file) => ({ key: file.id, name: file.name, size: file.size, progress: 1, file })));
  }, []);
  const clear = useCallback(() => setUploads([]), []);
  return { uploads, add, remove, restore, clear };
}
