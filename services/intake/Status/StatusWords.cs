namespace Mediation.Intake.Status;

/// <summary>The only words that go to whoever shows a code: no names, no kind of matter, no place, no number.</summary>
internal static class StatusWords
{
    internal static string Of(Stage stage, bool english) => stage switch
    {
        Stage.Registered => english ? "Registered; whether it can be taken on is being looked at." : "已登记，正在审核能否受理。",
        Stage.Accepted => english ? "Accepted; a mediator is being named." : "已受理，正在安排调解员。",
        Stage.InMediation => english ? "Mediation is under way." : "正在调解中。",
        _ => english ? "The handling has ended; the committee explains the outcome on request." : "办理已结束；如需了解结果，请向调委会询问。",
    };

    internal static string Until(bool english) => english
        ? "Mediation is to end by this day, unless both sides agree to more time."
        : "调解应于该日前结束，双方同意延长的除外。";

    // People's Mediation Law, art. 19 and 23: parties choose or accept the mediator, and may end the mediation.
    internal static string HowToObject(bool english) => english
        ? "You may ask the committee, orally or in writing, for another mediator (recusal), object to how it is handled, or end the mediation, "
            + "free of charge. If this does not concern you or you do not agree that you are on file, say so here: the objection is put on record."
        : "您可以口头或书面向调委会申请调解员回避、对办理提出异议，也可以要求终止调解，均不收费。如此事与您无关，或您不认可登记的内容，请在此提出异议，异议将记录在案。";
}
