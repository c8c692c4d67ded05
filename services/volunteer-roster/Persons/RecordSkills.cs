using Mediation.Contracts;
using Mediation.Roster.Storage;
using Mediation.ServiceDefaults;

namespace Mediation.Roster.Persons;

/// <summary>What a person can do: all of it, in place of what was on record.</summary>
internal sealed record RecordSkills(
    bool? LawCertificate = null, IReadOnlyList<string?>? Languages = null, string? HomeTown = null, IReadOnlyList<string?>? TypeCodes = null)
{
    private const int MostLanguages = 20;

    internal static FieldCheck Check(RecordSkills command) => new FieldCheck()
        .That(command.LawCertificate is not null, "lawCertificate", "required", "必填", "Required")
        .That(command.Languages is null or { Count: <= MostLanguages }, "languages", "tooMany", $"不得超过{MostLanguages}项", $"At most {MostLanguages}")
        .That(PersonFields.AreLanguages(command.Languages), "languages", "malformed", "语言代码有误", "Language tags such as zh or nan")
        .That(
            command.TypeCodes is null or { Count: <= PersonFields.MostTypes },
            "typeCodes", "tooMany", $"不得超过{PersonFields.MostTypes}项", $"At most {PersonFields.MostTypes}")
        .That(PersonFields.AreTypes(command.TypeCodes), "typeCodes", "malformed", "类型代码为2或4位数字", "2 or 4 digits each");

    internal static Decision Decide(RecordSkills command, AreaCode? homeTown, DateTimeOffset now) => Decision.Of(new SkillsRecorded(
        command.LawCertificate == true, PersonFields.Sorted(command.Languages), homeTown?.Value, PersonFields.Sorted(command.TypeCodes), now));

    internal static async Task<IResult> HandleAsync(
        HttpContext http, Guid id, RecordSkills body, CommandShell shell, CodeLists codes, TimeProvider clock)
    {
        var check = Check(body);
        var home = body.HomeTown is null ? null : await KnownAreas.FindAsync(codes, body.HomeTown, ChinaTime.DayOf(clock.GetUtcNow()), http.RequestAborted);
        check.That(body.HomeTown is null || home is not null, "homeTown", "unknown", "区划代码未知", "Unknown area");
        return check.Refusal is { } bad
            ? Problem.From(http, bad)
            : await shell.ChangeAsync<Person, RecordSkills>(
                http, id, body, (_, command, now) => Decide(command, home, now), state => Reply.Ok(new PersonAnswer(id, state.Version)));
    }
}
