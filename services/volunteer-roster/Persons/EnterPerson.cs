using Mediation.Contracts;
using Mediation.Roster.Mediators;
using Mediation.Roster.Storage;
using Mediation.ServiceDefaults;

namespace Mediation.Roster.Persons;

internal sealed record EnterPerson(
    string Name = "", string AreaCode = "", string? Phone = null, Sex? Sex = null,
    bool? FullTime = null, Schooling? Schooling = null)
{
    internal static FieldCheck Check(EnterPerson command) => new FieldCheck()
        .Text("name", command.Name, 100).Text("areaCode", command.AreaCode, 15)
        .That(command.Phone is null || PersonFields.IsPhone(command.Phone), "phone", "malformed", "号码格式有误", "Not a phone number");

    internal static Decision Decide(Guid id, AreaCode area, EnterPerson command, DateTimeOffset now) =>
        Decision.Of(new PersonEntered(area.Value, command.Sex, now, command.FullTime, command.Schooling))
            .Sealing(id, RegisterMediator.NameField, command.Name)
            .Sealing(id, RegisterMediator.PhoneField, command.Phone);

    internal static async Task<IResult> HandleAsync(HttpContext http, EnterPerson body, CommandShell shell, CodeLists codes, TimeProvider clock)
    {
        if (Check(body).Refusal is { } bad)
        {
            return Problem.From(http, bad);
        }

        var (area, refusal) = await KnownAreas.AdmitAsync(http, codes, "areaCode", body.AreaCode, ChinaTime.DayOf(clock.GetUtcNow()));
        if (area is not { } known)
        {
            return Problem.From(http, refusal!);
        }

        var id = shell.NewId();
        return await shell.CreateAsync<Person, EnterPerson>(
            http, id, body, (_, command, now) => Decide(id, known, command, now),
            state => Reply.Created($"/api/v1/persons/{id}", new PersonAnswer(id, state.Version)));
    }
}

internal sealed record PersonAnswer(Guid Id, long Version);
