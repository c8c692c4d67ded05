using Mediation.Contracts;
using Mediation.ServiceDefaults;
using Mediation.Workflow.Cases;

namespace Mediation.Workflow.Clocks;

/// <summary>More time for a round: by the recorded consent of every side, any number of times, or by the head of the organ, once.</summary>
internal sealed record ExtendClock(DateOnly? Until = null, IReadOnlyList<ExtendClock.Consent?>? Consents = null, string? Reason = null)
{
    private const int MostDays = 366;

    internal sealed record Consent(Guid? PartyId = null, DateOnly? ConsentedOn = null);

    /// <param name="head">The caller heads the committee.</param>
    internal static Decision Decide(Case state, ExtendClock command, string code, bool head, Guid extensionId, DateTimeOffset now)
    {
        if (state.RunningClock(code) is not { } clock)
        {
            return ClockRefusals.Unknown;
        }

        var definition = clock.Definition;
        if (Check(state, command, clock, now) is { } bad)
        {
            return bad;
        }

        return definition.Extension switch
        {
            Extension.None => ClockRefusals.NotExtendable,
            Extension.Once when clock.Extended > 0 => ClockRefusals.ExtendedBefore,
            Extension.Once when !head => ClockRefusals.HeadOnly,
            Extension.Consent when Unconsenting(state, command, clock) is { } refusal => refusal,
            _ => Decision.Of(new ClockExtended(
                code, extensionId, definition.ExtensionDays is { } days ? clock.LastDay.AddDays(days) : command.Until!.Value,
                [.. (command.Consents ?? []).Select(c => new ExtensionConsent(c!.PartyId!.Value, c.ConsentedOn!.Value))], now))
                .Sealing(extensionId, "reason", command.Reason),
        };
    }

    internal static Task<IResult> PostAsync(HttpContext http, Guid id, string clock, ExtendClock body, CommandShell shell)
    {
        var (extensionId, head) = (shell.NewId(), Caller.Of(http).Is(Roles.CommitteeHead));
        return shell.AppendAsync<Case, ExtendClock>(
            http, id, body, (state, command, now) => Decide(state, command, clock, head, extensionId, now),
            state => Reply.Created($"/api/v1/cases/{id}", new { id = extensionId, clock = state.RunningClock(clock) }));
    }

    private static Refusal? Check(Case state, ExtendClock command, Clock clock, DateTimeOffset now)
    {
        var check = new FieldCheck().OptionalText("reason", command.Reason, FieldChecks.ShortText).Count("consents", command.Consents, 0, 100);
        if (clock.Definition.Extension == Extension.Consent)
        {
            check.Present("until", command.Until).That(
                command.Until is not { } until || (until > clock.LastDay && until <= clock.LastDay.AddDays(MostDays)),
                "until", "outOfRange", "须晚于原届满日且不超过一年", "After the last day so far, and within a year of it");
        }
        else
        {
            check.Absent("until", command.Until);
        }

        for (var i = 0; i < Math.Min(command.Consents?.Count ?? 0, 100); i++)
        {
            var (consent, path) = (command.Consents![i], $"consents[{i}]");
            check.Present($"{path}.partyId", consent?.PartyId).Present($"{path}.consentedOn", consent?.ConsentedOn)
                .That(consent?.PartyId is null || state.HasParty(consent.PartyId), $"{path}.partyId", "unknown", "不是本案当事人", "Not a party of the case")
                .That(!(consent?.ConsentedOn > ChinaTime.DayOf(now)), $"{path}.consentedOn", "inFuture", "不得晚于今天", "Must not be in the future");
        }

        return check.Refusal;
    }

    // Time that is over cannot be extended: a consent counts if it was given by the last day, whenever it is put on file.
    private static Refusal? Unconsenting(Case state, ExtendClock command, Clock clock)
    {
        var sides = (command.Consents ?? []).Where(c => c!.ConsentedOn <= clock.LastDay || clock.PausedOn is not null)
            .Select(c => state.Parties.First(p => p.PartyId == c!.PartyId).Side);
        var missing = state.Sides.Except(sides).Select(side => $"side:{side}").ToList();
        return missing.Count == 0 ? null : new Refusal(
            "clock.consentsMissing", "须各方当事人在届满前同意延长", "Every side must have consented before the time was over") { Missing = missing };
    }
}
