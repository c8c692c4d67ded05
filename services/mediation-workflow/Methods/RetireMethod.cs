using Mediation.ServiceDefaults;

namespace Mediation.Workflow.Methods;

/// <summary>No case chooses the method any more; those that run on it go on.</summary>
internal sealed record RetireMethod()
{
    internal static readonly Refusal Retired = new("method.retired", "该工作法已停用", "The method is retired");

    internal static Decision Decide(OwnMethod state, DateTimeOffset now) =>
        state.RetiredAt is not null ? Decision.AlreadySo : Decision.Of(new MethodRetired(now));

    internal static Task<IResult> PostAsync(HttpContext http, string code, RetireMethod body, CommandShell shell) =>
        shell.ChangeAsync<OwnMethod, RetireMethod>(
            http, OwnMethod.IdOf(code), body, (state, _, now) => Decide(state, now), state => Reply.Ok(MethodView.Of(state)));
}
