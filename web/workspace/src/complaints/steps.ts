/** What may be done next in a case. The server decides; this only chooses which buttons are worth showing. Pure. */
import type { Stage } from "./asked";

export type Step =
  | "acknowledge"
  | "analyse"
  | "investigate"
  | "wait"
  | "resume"
  | "extend"
  | "withdraw"
  | "out-of-scope"
  | "merge"
  | "close";

export interface Standing {
  stage: Stage;
  waiting: string | null;
}

const UNDECIDED: readonly Stage[] = ["registered", "acknowledged", "analysis", "investigation", "proposed"];

const FROM: Readonly<Record<Step, readonly Stage[]>> = {
  acknowledge: ["registered"],
  analyse: ["acknowledged", "analysis"],
  investigate: ["analysis"],
  wait: [...UNDECIDED, "decided"],
  resume: [...UNDECIDED, "decided", "carried_out"],
  extend: UNDECIDED,
  withdraw: UNDECIDED,
  "out-of-scope": UNDECIDED,
  merge: UNDECIDED,
  close: ["carried_out"],
};

export function offered({ stage, waiting }: Standing): Step[] {
  return (Object.keys(FROM) as Step[]).filter((step) => {
    if (!FROM[step].includes(stage)) return false;
    if (step === "wait") return waiting === null;
    if (step === "resume") return waiting !== null;
    return step !== "close" || waiting === null;
  });
}

/** What is next, as the tasks of whoever works on the case. `done`: nothing is left of it. */
export type Task =
  | "acknowledge"
  | "analyse"
  | "investigate"
  | "wait"
  | "collect"
  | "review"
  | "propose"
  | "decide"
  | "letter"
  | "carryOut"
  | "close"
  | "giveAppeal"
  | "hearAppeal"
  | "answerBody"
  | "noteRuling";

export interface Stands extends Standing {
  appeal: string;
  referral: string;
  needs: number;
  unread: number;
  listed: boolean;
  todo: number;
  /** Letters of steps that are taken, none of which is on its way. */
  letters: number;
}

export function tasksOf(one: Stands): Task[] {
  const tasks: Task[] = [];
  const over = one.stage === "withdrawn" || one.stage === "out_of_scope" || one.stage === "merged";
  if (over) return tasks;
  if (one.waiting !== null) tasks.push("wait");
  if (one.stage === "registered") tasks.push("acknowledge");
  if (one.stage === "acknowledged") tasks.push("analyse");
  if (one.stage === "analysis") tasks.push("investigate");
  if (one.stage === "investigation") {
    if (one.needs > 0 || !one.listed) tasks.push("collect");
    if (one.unread > 0) tasks.push("review");
    if (one.needs === 0 && one.unread === 0 && one.listed) tasks.push("propose");
  }
  if (one.stage === "proposed") tasks.push("decide");
  if (one.letters > 0) tasks.push("letter");
  if (one.stage === "decided" && one.todo > 0) tasks.push("carryOut");
  if (one.stage === "carried_out") tasks.push("close");
  if (one.appeal === "asked") tasks.push("giveAppeal");
  if (one.appeal === "heard") tasks.push("hearAppeal");
  if (one.referral === "sent") tasks.push("answerBody");
  if (one.referral === "answered") tasks.push("noteRuling");
  return tasks;
}
