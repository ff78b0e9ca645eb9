/** What a technical report needs. It is shown to the player first, and goes out only when they send it. */
import { faults, short } from "../kit";

export type Details = readonly (readonly [name: string, value: string])[];

type Browser = Navigator & {
  userAgentData?: { platform?: string };
  connection?: { effectiveType?: string };
};

/** `probe`: one short request to the desk. */
export async function collect(page: Window, probe: () => Promise<unknown>): Promise<Details> {
  const browser = page.navigator as Browser;
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const times: number[] = [];
  for (let tries = 0; tries < 3; tries++) {
    const began = performance.now();
    try {
      await probe();
      times.push(Math.round(performance.now() - began));
    } catch {
      times.push(Number.NaN);
    }
  }
  const heard = times.filter((time) => !Number.isNaN(time));
  return [
    ["page", short(page.location.href)],
    ["time", `${new Date().toISOString()} (${zone})`],
    ["platform", browser.userAgentData?.platform || browser.platform || "?"],
    ["browser", browser.userAgent],
    ["screen", `${page.innerWidth} × ${page.innerHeight}, ×${page.devicePixelRatio}`],
    [
      "connection",
      `${heard.length}/${times.length}: ${heard.join(", ") || "–"} ms${browser.connection?.effectiveType ? `, ${browser.connection.effectiveType}` : ""}`,
    ],
    ["errors", faults.map((fault) => `${fault.at} ${fault.text}`).join("\n") || "–"],
  ];
}

export function asFile(details: Details): File {
  const text = details.map(([name, value]) => `${name}: ${value}`).join("\n");
  return new File([`${text}\n`], "technical-details.txt", { type: "text/plain" });
}

/** A picture of what the player chooses to show; null if they think better of it. */
export async function shoot(page: Window): Promise<File | null> {
  let stream: MediaStream;
  try {
    stream = await page.navigator.mediaDevices.getDisplayMedia({ video: true, audio: false });
  } catch (problem) {
    if ((problem as DOMException).name === "NotAllowedError") return null;
    throw problem;
  }
  try {
    const video = page.document.createElement("video");
    video.srcObject = stream;
    video.muted = true;
    await video.play();
    const canvas = page.document.createElement("canvas");
    canvas.width = video.videoWidth;
    canvas.height = video.videoHeight;
    canvas.getContext("2d")?.drawImage(video, 0, 0);
    const picture = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/jpeg", 0.85));
    return picture && new File([picture], "screenshot.jpg", { type: "image/jpeg" });
  } finally {
    for (const track of stream.getTracks()) track.stop();
  }
}
