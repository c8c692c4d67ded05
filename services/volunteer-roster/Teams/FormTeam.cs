using Mediation.Contracts;
using Mediation.EventStore;
using Mediation.Roster.Committees;
using Mediation.Roster.Mediators;
using Mediation.Roster.Storage;
using Mediation.ServiceDefaults;

namespace Mediation.Roster.Teams;

internal sealed record FormTeam(string Name = "", TeamKind? Kind = null, string AreaCode = "", Guid? ParentId = null, Guid? CommitteeId = null)
{
    internal static readonly Refusal ParentMissing = new("team.parentMissing", "分队、分室须指明上级队伍", "A branch or squad is one of another team");
    internal static readonly Refusal ParentDissolved = new("team.dissolved", "该队伍已解散", "The team is dissolved");

    internal static FieldCheck Check(FormTeam command) => new FieldCheck()
        .Text("name", command.Name, 100).Text("areaCode", command.AreaCode, 15).That(command.Kind is not null, "kind", "required", "必填", "Required");

    internal static Decision Decide(Guid id, FormTeam command, AreaCode area, Team? parent, DateTimeOffset now) =>
        command.Kind is TeamKind.Branch or TeamKind.Squad && parent is null ? ParentMissing
        : parent?.ActiveTo is not null ? ParentDissolved
        : Decision.Of(new TeamFormed(command.Kind.GetValueOrDefault(), command.ParentId, command.CommitteeId ?? parent?.CommitteeId, area.Value, now))
            .Sealing(id, RegisterMediator.NameField, command.Name);

    internal static async Task<IResult> HandleAsync(
        HttpContext http, FormTeam body, CommandShell shell, StoreReader store, CodeLists codes, TimeProvider clock)
    {
        var check = Check(body);
        var parent = body.ParentId is { } above ? await store.FetchForWritingAsync<Team>(above, http.RequestAborted) : null;
        var committee = body.CommitteeId is { } unit ? await store.FetchForWritingAsync<Committee>(unit, http.RequestAborted) : null;
        check.That(parent?.Exists != false, "parentId", "unknown", "上级队伍不存在", "No such team")
            .That(committee?.Exists != false, "committeeId", "unknown", "调委会不存在", "No such committee");
        if (check.Refusal is { } bad)
        {
            return Problem.From(http, bad);
        }

        var (area, refusal) = await KnownAreas.AdmitAsync(http, codes, "areaCode", body.AreaCode, ChinaTime.DayOf(clock.GetUtcNow()));
        if (area is not { } known)
        {
            return Problem.From(http, refusal!);
        }

        var id = shell.NewId();
        return await shell.CreateAsync<Team, FormTeam>(
            http, id, body, (_, command, now) => Decide(id, command, known, parent?.State, now),
            state => Reply.Created($"/api/v1/teams/{id}", new TeamAnswer(id, state.Version)));
    }
}

internal sealed record TeamAnswer(Guid Id, long Version);
