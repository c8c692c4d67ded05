using Mediation.Roster.Committees;
using Mediation.Roster.Persons;
using Mediation.ServiceDefaults;

namespace Mediation.Roster.Mediators;

/// <summary>Somebody on the roster becomes a mediator of a committee; roles, teams and skills stay.</summary>
internal sealed record AppointMediator(Guid? CommitteeId = null, Capacity? Capacity = null, int? MaxLoad = null)
{
    internal static readonly Refusal Appointed = new("mediator.appointed", "该人员已是调解员", "The person is a mediator already");

    internal static FieldCheck Check(AppointMediator command) => new FieldCheck()
        .That(command.CommitteeId.GetValueOrDefault() != Guid.Empty, "committeeId", "required", "必填", "Required")
        .That(command.Capacity is not null, "capacity", "required", "必填", "Required")
        .Range("maxLoad", command.MaxLoad, 1, RegisterMediator.MostLoad);

    internal static Decision Decide(Person state, AppointMediator command, DateTimeOffset now) => state.CommitteeId is not null
        ? Appointed
        : Decision.Of(new MediatorAppointed(
            command.CommitteeId.GetValueOrDefault(), command.Capacity.GetValueOrDefault(), state.AreaCode, state.TypeCodes,
            command.MaxLoad ?? RegisterMediator.UsualLoad, now));

    internal static async Task<IResult> HandleAsync(HttpContext http, Guid id, AppointMediator body, CommandShell shell) =>
        Check(body).Refusal is { } bad
            ? Problem.From(http, bad)
            : await shell.OverTwoAsync<Person, Committee, AppointMediator>(
                http, id, _ => body.CommitteeId.GetValueOrDefault(), body, (state, _, command, now) => Decide(state, command, now),
                state => Reply.Ok(new MediatorRegistration(id, state.Version)), CommandKind.Change);
}
