import { EmailField, Heading, isAddress, NameField, useHere, useKept } from "./parts";

/** For whom we don't know: how to call them, and where an answer finds them. Both may be left out. */
export function BeforeForm() {
  const { chat, words } = useHere();
  const { email } = chat.person.value;
  const problem = useKept<string | null>(null);
  return (
    <form
      class="body form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        problem.value = email && !isAddress(email) ? words("email_wrong") : null;
        if (!problem.value) chat.view.value = "talk";
      }}
    >
      <Heading>{words("before_title")}</Heading>
      <p class="soft">{words("before_why")}</p>
      <NameField />
      <EmailField problem={problem.value} />
      <button type="submit" class="main">
        {words("begin")}
      </button>
    </form>
  );
}
