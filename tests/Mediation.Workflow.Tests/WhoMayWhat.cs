using Mediation.Contracts;
using Mediation.Contracts.Intake;
using Mediation.EventStore;
using Mediation.Testing;
using Mediation.Workflow.Agreements;
using Mediation.Workflow.Cases;
using Mediation.Workflow.Confirmations;
using Mediation.Workflow.FollowUps;
using Mediation.Workflow.Methods;
using Mediation.Workflow.Sessions;

namespace Mediation.Workflow.Tests;

/// <summary>Every route by every role, against cases, sessions and agreements of three places; and the second wall without the first.</summary>
[Collection(WorkflowSuite.Name)]
public sealed class WhoMayWhat(WorkflowSuite suite)
{
    [Fact]
    public async Task Answers_are_what_the_access_table_says()
    {
        await FillAsync(1);
        (await AccessMatrix.DifferencesAsync(suite.Service, AccessTable.Workflow, (route, place) => Ask(route, new Objects(1, place)))).ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_the_condition_of_the_queries_PostgreSQL_still_shows_nothing_of_others()
    {
        await FillAsync(2);
        var (own, other) = (new Objects(2, Place.OwnUnit), new Objects(2, Place.OtherUnit));
        var reader = suite.Service.Store.ReadAs(new RowScope([own.Unit], [], []));
        foreach (var (table, column) in ((string, string)[])
            [("mt_doc_case", "id"), ("mt_streams", "id"), ("mt_events", "stream_id"), ("mt_doc_session", "case_id"), ("mt_doc_agreement", "case_id"), ("mt_doc_follow_up_plan", "case_id"),
                ("mt_doc_confirmation", "case_id")])
        {
            (await CountAsync(reader, $"select count(*) from {table} where {column} = '{own.Case}'")).ShouldBeGreaterThan(0, table);
            (await CountAsync(reader, $"select count(*) from {table} where {column} = '{other.Case}'")).ShouldBe(0, table);
        }

        (await CountAsync(reader, $"select count(*) from mt_events where stream_id = '{other.Session}'")).ShouldBe(0);
        // To say of which stream one reads opens no other, and of others not even that one.
        foreach (var (named, stream, seen) in ((Guid, Guid, bool)[])
            [(own.Case, own.Case, true), (other.Case, other.Case, false), (own.Case, other.Case, false), (other.Case, own.Case, true), (other.Session, other.Session, false)])
        {
            var found = await reader.ReadOfAsync(named, $"select count(*) from mt_events where stream_id = '{stream}'", [], FirstAsync);
            (found > 0).ShouldBe(seen, $"{named} {stream}");
        }

        (await CountAsync(reader, $"select count(*) from mt_doc_case where committee_id <> '{own.Unit}'")).ShouldBe(0);
        (await CountAsync(suite.Service.Store.ReadAs(new RowScope([], [], [])), "select count(*) from mt_doc_case")).ShouldBe(0);
        (await CountAsync(suite.Service.Store.ReadAs(RowScope.Everything), $"select count(*) from mt_doc_case where id = '{other.Case}'")).ShouldBe(1);
    }

    [Fact]
    public async Task A_caller_s_reads_can_write_nothing_and_leave_no_scope_behind()
    {
        var reader = suite.Service.Store.ReadAs(RowScope.Everything);
        foreach (var sql in (string[])["delete from mt_doc_case returning 1", "select count(*) from mt_inbox", "update mt_vault set field = 'x' returning 1"])
        {
            (await Should.ThrowAsync<Npgsql.PostgresException>(() => CountAsync(reader, sql))).SqlState.ShouldBe("42501", sql);
        }

        await using var connection = await suite.Service.Store.Database.OpenConnectionAsync();
        await using var left = new Npgsql.NpgsqlCommand("select current_user = session_user and coalesce(current_setting('scope.areas', true), '') = ''", connection);
        (await left.ExecuteScalarAsync()).ShouldBe(true);
    }

    [Fact]
    public async Task The_application_s_role_owns_nothing_and_passes_no_wall()
    {
        await using var command = suite.Service.Store.Database.CreateCommand(
            """
            select not exists (select from pg_class c join pg_roles r on r.oid = c.relowner where r.rolname = current_user)
               and not exists (select from pg_roles where pg_has_role(current_user, oid, 'member') and (rolsuper or rolbypassrls))
               and not exists (select from pg_class where relname ~ '^mt_(doc|streams|events|vault|commands)' and relkind = 'r' and not (relrowsecurity and relforcerowsecurity))
            """);
        (await command.ExecuteScalarAsync()).ShouldBe(true);
    }

    private sealed record Objects(int Set, Place Place)
    {
        internal Guid Unit => AccessMatrix.UnitOf(Place);

        internal Guid Case => Id(1);

        internal Guid Session => Id(2);

        internal Guid Agreement => Id(3);

        internal Guid Participant => Id(4);

        internal Guid Party => Id(5);

        internal Guid Confirmation => Id(8);

        internal string Method => $"own-{Set}-{(int)Place}";

        private Guid Id(int kind) => new($"00000000-0000-4000-8000-0000000{Set}0{kind}0{(int)Place}");
    }

    private static Asked Ask(string route, Objects objects)
    {
        // A note's own 404 and an invitation's are the matter of their tests.
        var path = route.Split(' ')[1].Replace("{segmentId}", $"{objects.Participant}", StringComparison.Ordinal)
            .Replace("{invitationId}", $"{objects.Participant}", StringComparison.Ordinal).Replace("{pid}", $"{objects.Participant}", StringComparison.Ordinal).Replace("{step}", "1", StringComparison.Ordinal)
            .Replace("{form}", "notice", StringComparison.Ordinal).Replace("{evidenceId}", $"{objects.Participant}", StringComparison.Ordinal)
            .Replace("{oid}", $"{objects.Participant}", StringComparison.Ordinal).Replace("{cid}", $"{objects.Confirmation}", StringComparison.Ordinal)
            .Replace("{code}", route.StartsWith("POST", StringComparison.Ordinal) ? objects.Method : "six-step", StringComparison.Ordinal)
            .Replace("{clock}", "people", StringComparison.Ordinal)
            .Replace("{conflictId}", $"{objects.Participant}", StringComparison.Ordinal).Replace("{objectionId}", $"{objects.Participant}", StringComparison.Ordinal)
            .Replace("{supervisionId}", $"{objects.Participant}", StringComparison.Ordinal).Replace("{reportId}", $"{objects.Participant}", StringComparison.Ordinal)
            .Replace("{partyId}", $"{objects.Party}", StringComparison.Ordinal)
            .Replace("{otherId}", $"{objects.Participant}", StringComparison.Ordinal).Replace("{performanceId}", $"{objects.Participant}", StringComparison.Ordinal)
            .Replace("{signalId}", $"{objects.Participant}", StringComparison.Ordinal)
            .Replace("{id}", $"{(route.Contains("/sessions/{", StringComparison.Ordinal) ? objects.Session : route.Contains("/agreements/{", StringComparison.Ordinal) ? objects.Agreement : objects.Case)}", StringComparison.Ordinal);
        return route switch
        {
            "GET /api/v1/cases" => new($"{path}?limit=200&area={AccessMatrix.AreaOf(objects.Place)}", Listed: $"{objects.Case}"),
            "POST /api/v1/cases/{id}/unmasking" => new(path, new { reason = "prepareDocument" }, AtVersion: false),
            "POST /api/v1/cases/{id}/assignment" => new(path, new { mediatorId = Facts.Mediator }),
            "POST /api/v1/cases/{id}/assignment/refusal" => new(path, new { reason = "回避" }),
            "POST /api/v1/cases/{id}/steps/{step}/records" => new(path, new { kind = "discovery", text = "巡查发现" }),
            "POST /api/v1/cases/{id}/method" => new(path, new { code = "three-step" }),
            "POST /api/v1/cases/{id}/steps/{step}/reentry" => new(path, new { reason = "x" }),
            "POST /api/v1/cases/{id}/rounds" => new(path, new { committeeId = objects.Unit }),
            "POST /api/v1/cases/{id}/rebound" => new(path, new { occurredAt = Facts.Now, text = "x" }),
            "POST /api/v1/cases/{id}/lead-official" => new(path, new { name = "x" }),
            "POST /api/v1/cases/{id}/supervisions" => new(path, new { by = "x", text = "y" }),
            "POST /api/v1/cases/{id}/supervisions/{supervisionId}/answer" => new(path, new { text = "x" }, Stricter: true),
            "POST /api/v1/cases/{id}/police-reports" => new(path, new { station = "x", text = "y", preventiveSteps = "z" }),
            "POST /api/v1/cases/{id}/police-reports/{reportId}/receipt" => new(path, new { receipt = "x" }, Stricter: true),
            "POST /api/v1/cases/{id}/criminal-turn" => new(path, new { occurredAt = Facts.Now, text = "x" }),
            "POST /api/v1/cases/{id}/incidents" => new(path, new { year = 1993, handling = "none", text = "x" }),
            "POST /api/v1/cases/{id}/parties/{partyId}/succession" => new(path, new { heirs = new[] { new { relation = "child", name = "x" } } }),
            "POST /api/v1/cases/{id}/links" => new(path, new { caseId = objects.Participant, kind = "related" }, Stricter: true),
            "POST /api/v1/cases/{id}/links/{otherId}/removal" => new(path, new { reason = "x" }, Stricter: true),
            "POST /api/v1/cases/{id}/termination" => new(path, new { reason = "U" }),
            "POST /api/v1/cases/{id}/sessions" => new(
                path, new { startsAt = Facts.Now, place = "村委会", panel = "custom", participants = new[] { new { role = "villageCadre", name = "某" } } }, AtVersion: false),
            "POST /api/v1/cases/{id}/agreements" => new(path, new { form = "oral", facts = "x", points = "y", content = "z", mediatorRecord = "w" }, AtVersion: false),
            "POST /api/v1/sessions/{id}/segments" => new(path, new { mode = "joint", startedAt = Facts.Now, endedAt = Facts.Now.AddHours(1) }),
            "POST /api/v1/sessions/{id}/segments/{segmentId}/release" => new(path, new { sentence = "x", consentPartyId = objects.Party }, Stricter: true),
            "POST /api/v1/sessions/{id}/invitations" => new(path, new { participantId = objects.Participant }),
            "POST /api/v1/invitations/{invitationId}/revocation" => new(path, new { }, Stricter: true),
            "POST /api/v1/sessions/{id}/consents" => new(path, new { partyIds = new[] { objects.Party }, given = true }),
            "POST /api/v1/sessions/{id}/wishes" => new(path, new { partyId = objects.Party, open = false }),
            "POST /api/v1/sessions/{id}/co-units" => new(path, new { committeeId = Facts.Other, areaCode = "330206" }),
            "POST /api/v1/sessions/{id}/rescheduling" => new(path, new { startsAt = "2099-01-05T09:00:00+08:00", reason = "大雪" }),
            "POST /api/v1/sessions/{id}/cancellation" => new(path, new { reason = "大雪" }),
            "POST /api/v1/sessions/{id}/running-segment" => new(path, new { mode = "homeVisit" }),
            "POST /api/v1/sessions/{id}/participants/{pid}/answer" => new(path, new { answer = "yes" }),
            "POST /api/v1/sessions/{id}/participants/{pid}/substitution" => new(path, new { name = "某" }),
            "POST /api/v1/sessions/{id}/participants/{pid}/declaration" => new(path, new { hasInterest = false }),
            "POST /api/v1/sessions/{id}/conflicts/{conflictId}/overruling" => new(path, new { reason = "同名" }, Stricter: true),
            "POST /api/v1/cases/{id}/relatives" => new(path, new { partyId = objects.Party, name = "某" }),
            "POST /api/v1/cases/{id}/objections" => new(path, new { partyId = objects.Party, ground = "relative", reason = "亲戚" }),
            "POST /api/v1/cases/{id}/objections/{objectionId}/decision" => new(path, new { sustained = true }, Stricter: true),
            "POST /api/v1/sessions/{id}/closing" => new(path, new { endedAt = Facts.Now.AddHours(2) }),
            "POST /api/v1/agreements/{id}/signatures" => new(path, new { signer = "party", partyId = objects.Party, kind = "hand" }),
            // Evidence and dossier: a file of nothing, and one that nobody sent.
            "POST /api/v1/cases/{id}/evidence" => new(path),
            "GET /api/v1/cases/{id}/evidence/{evidenceId}" => new(path, Stricter: true),
            // Agreements: wording, performance, confirmation
            "POST /api/v1/agreements/{id}/wording" => new(path, new { terms = new { content = "各让一尺" } }),
            "POST /api/v1/agreements/{id}/withdrawal" => new(path, new { reason = "重新协商" }),
            "POST /api/v1/agreements/{id}/signing-refusal" => new(path, new { partyId = objects.Party }),
            "POST /api/v1/agreements/{id}/confirmations" => new(path, new { applicantPartyIds = new[] { objects.Party }, courtName = "人民法院" }, AtVersion: false),
            "POST /api/v1/agreements/{id}/confirmations/{cid}/attachments" => new(path, new { kind = "agreement" }),
            "POST /api/v1/agreements/{id}/confirmations/{cid}/ruling" => new(path, new { ruling = "withdrawn" }),
            // Risks
            "POST /api/v1/cases/{id}/signals" => new(path, new { kind = "threatOfViolence" }),
            "POST /api/v1/cases/{id}/signals/{signalId}/clearance" => new(path, new { reason = "x" }, Stricter: true),
            "POST /api/v1/cases/{id}/colour" => new(path, new { colour = "red", reason = "x" }),
            "POST /api/v1/cases/{id}/colour/lifting" => new(path, new { reason = "x" }),
            // Clocks
            "POST /api/v1/cases/{id}/clocks/{clock}/extension" => new(path, new { until = "2026-05-01", consents = Array.Empty<object>() }, Stricter: true),
            "POST /api/v1/cases/{id}/clocks/{clock}/pause" => new(path, new { reason = "x" }),
            "POST /api/v1/cases/{id}/clocks/{clock}/resumption" => new(path, new { }),
            "POST /api/v1/cases/{id}/delegation" => new(path, new { delegation = "summary" }),
            // Follow-ups
            "POST /api/v1/cases/{id}/follow-ups" => new(path, new { performance = "full", parties = new[] { new { partyId = objects.Party, reached = true } } }),
            "POST /api/v1/sync" => new(path, new { commands = new[] { new { id = objects.Party } } }),
            _ => new(path, route.StartsWith("POST", StringComparison.Ordinal) ? new { } : null),
        };
    }

    private async Task FillAsync(int set)
    {
        foreach (var place in Enum.GetValues<Place>())
        {
            var o = new Objects(set, place);
            var opened = Facts.Opened() with
            {
                CaseId = o.Case, CommitteeId = o.Unit, AreaCode = AccessMatrix.AreaOf(place), Parties = [new PartyRef(o.Party, "A", "person")],
            };
            await suite.Service.AppendAsync<Case>(o.Case, [opened]);
            suite.Intake.Knows(o.Case, new { parties = new[] { new { partyId = o.Party, name = "张三" } } });
            await suite.Service.AppendAsync<OwnMethod>(
                OwnMethod.IdOf(o.Method),
                [new MethodPublished(OwnMethod.IdOf(o.Method), o.Unit, opened.AreaCode, MethodCatalog.Find("six-step")! with { Code = o.Method }, null, null, Facts.Now)]);
            await suite.Service.AppendAsync<Session>(
                o.Session, [new SessionCalled(o.Session, o.Case, Panel.Custom, ["A"], [new Participant(o.Participant, Role.VillageCadre, null, true)], Facts.Now, Facts.Now)]);
            await suite.Service.AppendAsync<Agreement>(
                o.Agreement, [new AgreementDrafted(o.Agreement, o.Case, AgreementForm.Written, [o.Party], 2, false, [], Facts.Now)]);
            await suite.Service.AppendAsync<FollowUpPlan>(
                FollowUpPlan.IdOf(o.Case), [new FollowUpPlanned(FollowUpPlan.IdOf(o.Case), o.Case, 1, Risk.Green, 1, [o.Party], [], new DateOnly(2026, 3, 18), Facts.Now)]);
            await suite.Service.AppendAsync<Confirmation>(
                o.Confirmation,
                [new ConfirmationOpened(o.Confirmation, o.Case, o.Agreement, [o.Party], null, new(2026, 3, 18), new(2026, 4, 17), [], Facts.Now)]);
        }
    }

    private static Task<long> CountAsync(StoreReader reader, string sql) => reader.ReadAsync(sql, [], FirstAsync);

    private static async Task<long> FirstAsync(Npgsql.NpgsqlDataReader rows)
    {
        await rows.ReadAsync();
        return Convert.ToInt64(rows.GetValue(0), System.Globalization.CultureInfo.InvariantCulture);
    }
}
