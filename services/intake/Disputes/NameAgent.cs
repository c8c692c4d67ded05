using Mediation.Contracts;
using Mediation.ServiceDefaults;

namespace Mediation.Intake.Disputes;

/// <summary>Somebody acts for a party. Without a power of attorney on file nobody does.</summary>
internal sealed record NameAgent(string Name = "", string? Phone = null, AgentPower? Power = null, DateOnly? GrantedOn = null, bool PowerOnFile = false)
{
    internal static readonly Refusal PowerMissing = new("agent.powerMissing", "代理人须提交授权委托书", "An agent needs a power of attorney on file");
    internal static readonly Refusal TooMany = new("agent.tooMany", "每名当事人最多委托两名代理人", "At most two agents for a party");

    // Civil Procedure Law, art. 61: one or two.
    private const int Most = 2;

    internal static FieldCheck Check(NameAgent command, DateOnly today) => new FieldCheck()
        .Text("name", command.Name, 100)
        .That(command.Phone is null || PartyEntry.IsPhone(command.Phone), "phone", "malformed", "号码格式有误", "Not a phone number")
        .That(command.Power is not null, "power", "required", "必填", "Required")
        .That(command.GrantedOn is not null, "grantedOn", "required", "必填", "Required")
        .That(command.GrantedOn is not { } day || day <= today, "grantedOn", "inFuture", "不得晚于今天", "In the future");

    internal static Decision Decide(Dispute state, Guid partyId, Guid agentId, NameAgent command, DateTimeOffset now) =>
        state.Parties.All(p => p.PartyId != partyId) ? RecordConsent.UnknownParty
        : state.Status is DisputeStatus.Ended or DisputeStatus.Linked ? DisputeRefusals.Closed(state)!
        : !command.PowerOnFile ? PowerMissing
        : state.Agents.Count(a => a.PartyId == partyId) >= Most ? TooMany
        : Decision.Of(new AgentNamed(agentId, partyId, command.Power.GetValueOrDefault(), command.GrantedOn.GetValueOrDefault(), now))
            .Sealing(agentId, VaultFields.Name, command.Name)
            .Sealing(agentId, VaultFields.Phone, command.Phone);

    internal static async Task<IResult> HandleAsync(
        HttpContext http, Guid id, Guid partyId, NameAgent body, CommandShell shell, TimeProvider clock)
    {
        if (Check(body, ChinaTime.DayOf(clock.GetUtcNow())).Refusal is { } bad)
        {
            return Problem.From(http, bad);
        }

        var agentId = shell.NewId();
        return await shell.AppendAsync<Dispute, NameAgent>(
            http, id, body, (state, command, now) => Decide(state, partyId, agentId, command, now),
            state => new Reply(StatusCodes.Status201Created, new AgentAnswer(agentId, state.Version, partyId)));
    }
}

internal sealed record AgentAnswer(Guid Id, long Version, Guid PartyId);
