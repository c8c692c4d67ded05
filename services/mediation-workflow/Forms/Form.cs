using Mediation.Workflow.Dossiers;

namespace Mediation.Workflow.Forms;

/// <summary>One form of the dossier.</summary>
/// <param name="Code">In the route, kebab-case.</param>
/// <param name="Slot">Where in the dossier it belongs; null for the cover and what is not bound by a slot.</param>
/// <param name="Papers">As many as the case has: one a session, one a visit; at least one, if only with lines to write on.</param>
internal sealed record Form(string Code, string Title, DossierSlot? Slot, Func<PrintFacts, IReadOnlyList<Paper>> Papers);

/// <summary>Every form, in the order in which they are bound.</summary>
internal static class FormCatalog
{
    internal static IReadOnlyList<Form> All { get; } =
    [
        new("cover", "卷宗封面", null, f => [ClosingForms.Cover(f)]),
        new("catalogue", "卷内目录", null, f => [Catalogue.Of(f)]),
        new("application", "人民调解申请书", DossierSlot.Application, f => [OpeningForms.Application(f)]),
        new("acceptance", "人民调解受理登记表", DossierSlot.Application, f => [OpeningForms.Acceptance(f)]),
        new("notice", "当事人权利义务告知书", DossierSlot.Notice, f => [RightsForms.Notice(f)]),
        new("power-of-attorney", "授权委托书", DossierSlot.PowerOfAttorney, RightsForms.PowersOfAttorney),
        new("investigation", "调查记录", DossierSlot.Investigation, WorkForms.Investigations),
        new("measurement", "现场丈量记录", DossierSlot.Investigation, MeasurementForm.Measurements),
        new("mediation-record", "调解记录", DossierSlot.MediationRecord, WorkForms.MediationRecords),
        new("agreement", "人民调解协议书", DossierSlot.Agreement, AgreementForms.Written),
        new("oral-agreement", "口头协议登记表", DossierSlot.Agreement, AgreementForms.Oral),
        new("termination", "终止调解通知", DossierSlot.Agreement, f => [EndForms.Termination(f)]),
        new("performance-proof", "履行凭证", DossierSlot.Performance, EndForms.PerformanceProofs),
        new("follow-up", "回访记录", DossierSlot.FollowUp, FollowUpForm.FollowUps),
        new("confirmation", "司法确认申请书", DossierSlot.Confirmation, f => [ConfirmationForm.Of(f)]),
        new("closing-report", "结案报告", DossierSlot.Note, f => [ClosingForms.ClosingReport(f)]),
        new("refusal", "不予受理通知", null, f => [OpeningForms.Refusal(f)]),
        new("subsidy", "以案定补审批表", DossierSlot.Note, f => [SubsidyForm.Of(f)]),
        new("note", "卷宗情况说明", DossierSlot.Note, f => [ClosingForms.Note(f)]),
        new("back", "封底", DossierSlot.Back, f => [ClosingForms.Back(f)]),
    ];

    internal static Form? Find(string code) => All.FirstOrDefault(form => form.Code == code);
}
