using Mediation.ServiceDefaults;

namespace Mediation.Intake.Disputes;

internal sealed record LinkDuplicate(Guid? DuplicateOf = null)
{
    internal static readonly Refusal ToItself = new("dispute.linkedToItself", "不能与自身关联", "A dispute is no duplicate of itself");
    internal static readonly Refusal ToDuplicate =
        new("dispute.linkedToDuplicate", "目标本身是重复件，请关联原件", "The other one is a duplicate itself; link to its original");

    internal static Decision Decide(Dispute state, Dispute original, Guid id, LinkDuplicate command, DateTimeOffset now) =>
        command.DuplicateOf == id ? ToItself
        : state.DuplicateOf == command.DuplicateOf ? Decision.AlreadySo
        : DisputeRefusals.Closed(state) is { } refusal ? refusal
        : original.DuplicateOf is not null ? ToDuplicate
        : Decision.Of(new DisputeLinked(command.DuplicateOf.GetValueOrDefault(), now));

    internal static async Task<IResult> HandleAsync(HttpContext http, Guid id, LinkDuplicate body, CommandShell shell) =>
        new FieldCheck().That(body.DuplicateOf.GetValueOrDefault() != Guid.Empty, "duplicateOf", "required", "必填", "Required").Refusal is { } bad
            ? Problem.From(http, bad)
            : await shell.OverTwoAsync<Dispute, Dispute, LinkDuplicate>(
                http, id, _ => body.DuplicateOf.GetValueOrDefault(), body,
                (state, original, command, now) => Decide(state, original, id, command, now),
                state => Reply.Ok(new LinkAnswer(id, state.Version, state.DuplicateOf)), CommandKind.Change);
}

internal sealed record LinkAnswer(Guid Id, long Version, Guid? DuplicateOf);
