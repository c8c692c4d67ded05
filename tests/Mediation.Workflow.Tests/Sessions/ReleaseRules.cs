using Mediation.Contracts;
using Mediation.EventStore;
using Mediation.ServiceDefaults;
using Mediation.Workflow.Cases;
using Mediation.Workflow.Impartiality;
using Mediation.Workflow.Sessions;
using static Mediation.Workflow.Tests.Facts;

namespace Mediation.Workflow.Tests.Sessions;

public sealed class ReleaseRules
{
    private const string Note = "我方不同意让出2.5尺。但愿意先修墙！再谈钱。";

    private static readonly Guid Released = Id(81);
    private static readonly Segment Caucus = Part(Mode.Caucus, 9, 10) with { HasNote = true, Author = Other.ToString() };
    private static readonly object[] Talked = [Called(), new SegmentRecorded(Caucus, Now)];
    private static readonly CaucusSentenceReleased Event = new(Released, NewId, PartyA, Now, Now);
    private static readonly Case File = Given.Events<Case>(Open()).State;

    private static Caller By(Guid person) => new(person.ToString(), person, null, [Roles.Mediator], [Committee], [], [], Now);

    private static VaultTexts Texts(string? released = null) => new(new Dictionary<(Guid, string), string>
    {
        [(NewId, "sealedNote")] = Note, [(Released, ReleaseSentence.Field)] = released ?? "",
    });

    private static Decided Release(ReleaseSentence command, Guid? by = null, VaultTexts? texts = null, Guid? segment = null, params object[] more) =>
        Given.Events<Session>([.. Talked, .. more])
            .When(s => ReleaseSentence.Decide(s, File, command, new(segment ?? NewId, Released, By(by ?? Mediator), texts ?? Texts()), Now));

    [Theory]
    [InlineData("但愿意先修墙！")]
    [InlineData("但愿意先修墙")]
    [InlineData(" 再谈钱。 ")]
    [InlineData("我方不同意让出2.5尺。")]
    public void One_whole_sentence_is_released_and_sealed_by_itself(string sentence)
    {
        var decided = Release(new(sentence, PartyA));
        decided.Then(Event);
        decided.Decision.Texts.ShouldHaveSingleItem().ShouldBe(new VaultText(Released, "releasedSentence", sentence.Trim()));
        Release(new(sentence, PartyA), Other).Then(Event);
    }

    [Theory]
    [InlineData("同意让出2.5尺。", "release.notOneSentence")]
    [InlineData("但愿意先修墙！再谈钱。", "release.notOneSentence")]
    [InlineData("。", "release.notOneSentence")]
    [InlineData("愿意让地", "release.notInNote")]
    public void Half_a_sentence_two_or_none_of_the_note_are_refused(string sentence, string code) => Release(new(sentence, PartyA)).ThenRefused(code);

    [Fact]
    public void The_side_that_spoke_must_have_consented()
    {
        Release(new("再谈钱。")).ThenBad("consentPartyId");
        Release(new("再谈钱。", PartyB)).ThenRefused("release.consentMissing");
        Release(new("再谈钱。", Id(99))).ThenRefused("release.consentMissing");
        Release(new("再谈钱。", PartyA, Now.AddHours(1))).ThenBad("consentAt");
        Release(new("", PartyA)).ThenBad("sentence");
    }

    [Fact]
    public void A_sentence_is_released_once() =>
        Release(new("再谈钱", PartyA), texts: Texts("再谈钱。"), more: [Event]).ThenRefused("release.alreadyReleased");

    [Fact]
    public void Nobody_else_learns_of_the_note_nor_of_one_that_is_not_there()
    {
        Release(new("再谈钱。", PartyA), Id(99)).ThenRefused("note.unknown");
        Release(new(), Id(99)).ThenRefused("note.unknown");
        Release(new("再谈钱。", PartyA), segment: Id(99)).ThenRefused("note.unknown");
        Release(new("再谈钱。", PartyA), texts: new VaultTexts(new Dictionary<(Guid, string), string>())).ThenRefused("note.unknown");
    }

    [Fact]
    public void What_was_said_to_an_earlier_mediator_of_the_round_is_not_the_next_one_s_to_read()
    {
        var gone = new ObjectionDecided(Id(91), Mediator, true, Now.AddHours(3));
        object[] replaced = [.. Open(), gone, new MediatorAssigned(Id(23), Now.AddHours(4))];
        var file = Given.Events<Case>(replaced).State;
        var later = Caucus with { Id = Id(82), StartedAt = Now.AddHours(5), EndedAt = Now.AddHours(6) };
        (bool, bool) Reads(Guid reader) => Confidant.Of(By(reader), file) is var of ? (of.Reads(Caucus), of.Reads(later)) : default;
        Reads(Id(23)).ShouldBe((false, true));
        Reads(Mediator).ShouldBe((false, false));
        // Whoever wrote a note keeps it.
        Reads(Other).ShouldBe((true, true));
    }

    [Fact]
    public void A_note_without_an_author_is_the_presiding_mediators()
    {
        var session = Given.Events<Session>(Called(), new SegmentRecorded(Caucus with { Author = null }, Now)).State;
        string? Seen(Guid reader) => SessionView.From(new Fetched<Session>(session.Id, session, 2), Texts(), Confidant.Of(By(reader), File)).Segments[0].Note;
        (Seen(Mediator), Seen(Other)).ShouldBe((Note, null));
    }
}
