using System.Text;
using Mediation.Contracts;
using Mediation.Roster.Storage;
using Mediation.ServiceDefaults;

namespace Mediation.Roster.Committees;

internal sealed record RegisterCommittee(
    string Name = "", string ShortName = "", string AreaCode = "", CommitteeKind? Kind = null)
{
    private const int MostShortRunes = 4;

    internal static readonly Refusal ShortNameTaken =
        new("committee.shortNameTaken", "同县已有调委会使用该简称，案号会重复", "Another committee of the county has this short name; case numbers would collide");

    internal static FieldCheck Check(RegisterCommittee command) => new FieldCheck()
        .Text("name", command.Name, 100)
        .Text("shortName", command.ShortName, 2 * MostShortRunes)
        .That(command.ShortName.EnumerateRunes().Count() <= MostShortRunes, "shortName", "tooLong", "不得超过4个字", "At most 4 characters")
        .That(command.ShortName.EnumerateRunes().All(Rune.IsLetterOrDigit), "shortName", "malformed", "只能是字或数字", "Letters and digits only")
        .Text("areaCode", command.AreaCode, 15)
        .That(command.Kind is not null, "kind", "required", "必填", "Required");

    internal static Decision Decide(RegisterCommittee command, AreaCode area, bool shortNameTaken, DateTimeOffset now) => shortNameTaken
        ? ShortNameTaken
        : Decision.Of(new CommitteeEstablished(command.Name.Trim(), command.ShortName, area.Value, command.Kind.GetValueOrDefault(), now));

    internal static async Task<IResult> HandleAsync(
        HttpContext http, RegisterCommittee body, CommandShell shell, CodeLists codes, TimeProvider clock)
    {
        var check = Check(body);
        var lookUp = check.Refusal is null;
        var today = ChinaTime.DayOf(clock.GetUtcNow());
        var area = lookUp ? await KnownAreas.FindAsync(codes, body.AreaCode, today, http.RequestAborted) : null;
        check.That(!lookUp || area is not null, "areaCode", "unknown", "区划代码未知", "Unknown area");
        if (check.Refusal is { } bad || area is not { } known)
        {
            return Problem.From(http, check.Refusal!);
        }

        if (Admission.Of(http).RefusalFor(known.Value) is { } outside)
        {
            return Problem.From(http, outside);
        }

        var id = shell.NewId();
        return await shell.TransactAsync<Committee, RegisterCommittee>(
            http, id, body,
            async (transaction, _, command, now) =>
            {
                var taken = await ShortNames.IsTakenAsync(transaction, command.ShortName, known, http.RequestAborted);
                return Decide(command, known, taken, now);
            },
            state => Reply.Created($"/api/v1/committees/{id}", new CommitteeRegistration(id, state.Version)), CommandKind.Create);
    }
}

internal sealed record CommitteeRegistration(Guid Id, long Version);
