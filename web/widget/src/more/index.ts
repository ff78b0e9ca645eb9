/** What a first conversation does not need: a script of its own, loaded when it is asked for. */
import { ChooseCard } from "./ChooseCard";
import { shoot } from "./details";
import { Emoji } from "./Emoji";
import { CopyForm, DetailsForm, EndForm, OfflineForm } from "./Forms";
import { LinkForm } from "./LinkForm";
import style from "./more.css?inline";
import { Past } from "./Past";
import { RateCard } from "./RateCard";
import { Recent } from "./Recent";

const more = {
  style,
  shoot,
  Emoji,
  CopyForm,
  DetailsForm,
  EndForm,
  LinkForm,
  OfflineForm,
  Past,
  RateCard,
  Recent,
  ChooseCard,
};
export type More = typeof more;
export default more;
