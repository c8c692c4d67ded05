using Mediation.Contracts;
using Mediation.Intake.Storage;
using Mediation.ServiceDefaults;

namespace Mediation.Intake.Disputes;

/// <summary>A registration that may be decided on: checked, its codes known, its ids drawn.</summary>
internal sealed record DisputeEntry(Guid Id, RegisterDispute Command, AreaCode Area, IReadOnlyList<Guid> PartyIds, string? Warning)
{
    /// <returns>The entry, or why there is none.</returns>
    internal static async Task<(DisputeEntry?, Refusal?)> OfAsync(
        HttpContext http, RegisterDispute body, CommandShell shell, CodeLists codes, TimeProvider clock)
    {
        var today = ChinaTime.DayOf(clock.GetUtcNow());
        var check = RegisterDispute.Check(body, today);
        var lookUp = check.Refusal is null;
        var area = lookUp ? await KnownCodes.AreaAsync(codes, body.AreaCode, today, http.RequestAborted) : null;
        var type = lookUp ? await KnownCodes.TypeAsync(codes, body.TypeCode, today, http.RequestAborted) : null;
        check.That(!lookUp || area is not null, "areaCode", "unknown", "区划代码未知", "Unknown area")
            .That(!lookUp || type is not null, "typeCode", "unknown", "纠纷类型未知", "Unknown dispute type");
        if (check.Refusal is { } bad || area is not { } known)
        {
            return (null, check.Refusal);
        }

        if (Admission.Of(http).RefusalFor(known.Value) is { } outside)
        {
            return (null, outside);
        }

        var warning = type?.Columns.GetValueOrDefault("admission") == "warn" ? DisputeRegistration.MayBelongElsewhere : null;
        return (new DisputeEntry(shell.NewId(), body, known, [.. body.Parties!.Select(_ => shell.NewId())], warning), null);
    }

    internal Reply Reply(Dispute state) => ServiceDefaults.Reply.Created(
        $"/api/v1/disputes/{Id}", new DisputeRegistration(Id, state.Version, PartyAnswer.Of(state.Parties), Warning));
}
