using Mediation.Workflow.Cases;
using Mediation.Workflow.Dossiers;
using Mediation.Workflow.Tests.Forms;

namespace Mediation.Workflow.Tests.Dossiers;

/// <summary>When a dossier is complete, and when it may be filed.</summary>
public sealed class DossierRules
{
    private static readonly object[] Over = [.. Facts.Open(), new CaseClosed("U", Facts.Now)];

    [Fact]
    public void A_case_that_was_only_accepted_lacks_every_must_that_comes_later_with_its_reason()
    {
        var slots = DossierContents.Of(SomeCase.Bare());
        slots.Select(s => (int)s.Slot).ShouldBe(Enumerable.Range(1, 13));
        slots.Where(s => s.IsMissing).SelectMany(s => s.Reasons.Select(r => (s.Slot, r.Code, r.PartyId))).ShouldBe(
        [
            (DossierSlot.Notice, "notice.notServed", Facts.PartyA), (DossierSlot.Notice, "notice.notServed", Facts.PartyB),
            (DossierSlot.Identity, "identity.notFiled", Facts.PartyA), (DossierSlot.Identity, "identity.notFiled", Facts.PartyB),
            (DossierSlot.MediationRecord, "mediationRecord.noSession", null), (DossierSlot.Agreement, "agreement.noOutcome", null),
        ]);
    }

    [Fact]
    public void A_case_that_went_all_the_way_lacks_what_nobody_filed_and_the_note_explains_it()
    {
        var slots = DossierContents.Of(SomeCase.Whole());
        var missing = slots.Where(s => s.IsMissing).ShouldHaveSingleItem();
        (missing.Slot, missing.Explained).ShouldBe((DossierSlot.Identity, true));
        missing.Reasons.ShouldHaveSingleItem().PartyId.ShouldBe(Facts.PartyB);
        slots.SelectMany(s => s.Documents).Select(d => d.Form ?? "file").ShouldBe(
        [
            "application", "acceptance", "notice", "file", "power-of-attorney", "investigation", "measurement", "file", "mediation-record", "agreement", "performance-proof",
                "follow-up", "confirmation", "closing-report", "subsidy", "note", "back",
        ]);
    }

    [Fact]
    public void It_is_filed_when_the_case_is_over_and_nothing_is_missing() =>
        Given.Events<Case>(Over).When(s => FileDossier.Decide(s, Good, [], Facts.Now)).Then(new DossierFiled(DossierRetention.Long, Facts.Now));

    [Fact]
    public void It_is_not_filed_while_a_must_is_neither_there_nor_explained() =>
        Given.Events<Case>(Over).When(s => FileDossier.Decide(s, Good, [DossierSlot.Identity], Facts.Now)).ThenRefused("dossier.incomplete", "identity");

    [Fact]
    public void It_is_not_filed_while_the_case_is_open_or_twice()
    {
        Given.Events<Case>(Facts.Open()).When(s => FileDossier.Decide(s, Good, [], Facts.Now)).ThenRefused("dossier.caseOpen");
        Given.Events<Case>([.. Over, new DossierFiled(DossierRetention.Long, Facts.Now)]).When(s => FileDossier.Decide(s, Good, [], Facts.Now)).ThenRefused("dossier.filed");
    }

    [Fact]
    public void After_filing_no_note_is_added()
    {
        object[] filed = [.. Over, new DossierFiled(DossierRetention.Long, Facts.Now)];
        Given.Events<Case>(filed).When(s => AddDossierNote.Decide(s, new([DossierSlot.Identity], "遗失"), Facts.NewId, Facts.Now)).ThenRefused("dossier.filed");
    }

    [Fact]
    public void A_note_says_why_and_a_filing_who_and_how_long()
    {
        Given.Events<Case>(Over).When(s => AddDossierNote.Decide(s, new([DossierSlot.Identity]), Facts.NewId, Facts.Now)).ThenBad("text");
        Given.Events<Case>(Over).When(s => FileDossier.Decide(s, new(), [], Facts.Now)).ThenBad("retention", "filedBy");
    }

    private static FileDossier Good => new(DossierRetention.Long, FiledBy: "李书记");
}
