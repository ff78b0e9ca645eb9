import { useParams } from "@tanstack/react-router";
import { NotFound } from "../shell/Pages";
import { Categories } from "./Categories";
import { Changed } from "./Changed";
import { Clauses } from "./Clauses";
import { useMayHere } from "./data";
import { Import } from "./Import";
import classes from "./knowledge.module.css";
import { Readers } from "./Readers";

/** What is not a list of articles: clauses, what has to be looked at again, what readers say, imports. */
export function Page() {
  const { page } = useParams({ strict: false }) as { page?: string };
  const may = useMayHere();
  const shown =
    page === "clauses" ? (
      <Clauses />
    ) : page === "categories" && may.publish ? (
      <Categories />
    ) : page === "changed" && (may.edit || may.clauses) ? (
      <Changed />
    ) : page === "readers" && may.edit ? (
      <Readers />
    ) : page === "import" && may.write ? (
      <Import />
    ) : (
      <NotFound />
    );
  return <div className={classes.inner}>{shown}</div>;
}
