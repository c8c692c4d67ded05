using System.Net;
using System.Text.Json;
using Mediation.Contracts;

namespace Mediation.Workflow.Tests.Sessions;

[Collection(WorkflowSuite.Name)]
public sealed class CaucusSecrecy(WorkflowSuite suite)
{
    private const string Line = "底线是两尺标记丙";
    private const string Offer = "愿意先付一半标记丁";
    private const string Note = $"{Line}。{Offer}。";

    private Person Author => Person.Of(suite, Facts.Id(94), Roles.Mediator);

    private Person[] Others =>
        [Person.Of(suite, Facts.Id(95), Roles.Mediator), Person.Of(suite, Facts.Id(96), Roles.CommitteeHead), Person.Of(suite, Facts.Id(97), Roles.JudicialOfficer)];

    [Fact]
    public async Task A_note_is_its_authors_and_the_presiding_mediators_alone()
    {
        var (meeting, _) = await CaucusAsync();
        foreach (var let in (Person[])[Author, meeting.Presiding])
        {
            var segment = (await let.SeesAsync(meeting.Path)).GetProperty("segments")[0];
            (segment.GetProperty("note").GetString(), segment.GetProperty("notesSealed").GetBoolean()).ShouldBe((Note, false));
        }

        foreach (var other in Others)
        {
            var segment = (await other.SeesAsync(meeting.Path)).GetProperty("segments")[0];
            (segment.GetProperty("note").ValueKind, segment.GetProperty("notesSealed").GetBoolean()).ShouldBe((JsonValueKind.Null, true));
            await SeesNothingAsync(meeting, other, Line, Offer);
        }

        await KeptNowhereAsync(meeting, "标记丙", "标记丁");
    }

    [Fact]
    public async Task A_released_sentence_is_everyones_and_the_rest_stays_sealed()
    {
        var (meeting, path) = await CaucusAsync();
        (await Author.PostAsync(path, new { sentence = $"{Offer}。", consentPartyId = meeting.File.PartyA })).Expect(HttpStatusCode.Created);
        foreach (var other in Others)
        {
            var segment = (await other.SeesAsync(meeting.Path)).GetProperty("segments")[0];
            segment.GetProperty("released")[0].GetProperty("sentence").GetString().ShouldBe($"{Offer}。");
            segment.GetProperty("released")[0].GetProperty("consentPartyId").GetGuid().ShouldBe(meeting.File.PartyA);
            await SeesNothingAsync(meeting, other, Line);
        }

        (await meeting.Presiding.PostAsync(path, new { sentence = Offer, consentPartyId = meeting.File.PartyA })).Code.ShouldBe("release.alreadyReleased");
        (await meeting.Presiding.PostAsync(path, new { sentence = Line, consentPartyId = meeting.File.PartyA })).Expect(HttpStatusCode.Created);
        await KeptNowhereAsync(meeting, "标记丙", "标记丁");
    }

    [Fact]
    public async Task Nothing_is_released_without_the_sides_consent()
    {
        var (meeting, path) = await CaucusAsync();
        (await Author.PostAsync(path, new { sentence = Offer })).Expect(HttpStatusCode.BadRequest);
        (await Author.PostAsync(path, new { sentence = Offer, consentPartyId = meeting.File.PartyB })).Code.ShouldBe("release.consentMissing");
        (await Author.SeesAsync(meeting.Path)).GetProperty("segments")[0].GetProperty("released").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task For_others_the_note_is_unknown_whatever_they_ask()
    {
        var (meeting, path) = await CaucusAsync();
        foreach (var sentence in (string[])[Offer, "没有说过的话", ""])
        {
            foreach (var other in Others[..2])
            {
                var answer = await other.PostAsync(path, new { sentence, consentPartyId = meeting.File.PartyA });
                (answer.Status, answer.Code).ShouldBe((HttpStatusCode.NotFound, "note.unknown"));
            }
        }

        (await Others[2].PostAsync(path, new { })).Expect(HttpStatusCode.Forbidden);
        (await Person.OfOtherUnit(suite, Roles.Mediator).PostAsync(path, new { })).Code.ShouldBe("session.unknown");
        (await Author.PostAsync($"{meeting.Path}/segments/{meeting.Id}/release", new { sentence = Offer })).Code.ShouldBe("note.unknown");
    }

    private async Task<(Meeting Meeting, string Release)> CaucusAsync()
    {
        var meeting = await Meeting.CallAsync(suite);
        var segment = await meeting.SegmentAsync(Author, 9, new { mode = "caucus", side = "A", note = Note });
        return (meeting, $"{meeting.Path}/segments/{segment}/release");
    }

    private static async Task SeesNothingAsync(Meeting meeting, Person person, params string[] texts)
    {
        foreach (var path in (string[])[meeting.Path, $"cases/{meeting.File.Id}", $"cases/{meeting.File.Id}/sessions", $"cases/{meeting.File.Id}/history"])
        {
            var seen = (await person.SeesAsync(path)).ToString();
            texts.ShouldAllBe(text => !seen.Contains(text), path);
        }
    }

    // What is no text is the vault's; the author and the presiding mediator find none of it in the history either.
    private async Task KeptNowhereAsync(Meeting meeting, params string[] markers)
    {
        var history = (await meeting.Presiding.SeesAsync($"cases/{meeting.File.Id}/history")).ToString();
        var heard = JsonSerializer.Serialize(suite.Heard<object>(), ServiceDefaults.ServiceJson.Options);
        foreach (var marker in markers)
        {
            history.ShouldNotContain(marker);
            heard.ShouldNotContain(marker);
            (await meeting.TablesWithAsync(marker)).ShouldBeEmpty();
        }
    }
}
