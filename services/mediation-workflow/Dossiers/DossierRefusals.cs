using Mediation.ServiceDefaults;

namespace Mediation.Workflow.Dossiers;

internal static class DossierRefusals
{
    internal static readonly Refusal Filed = new("dossier.filed", "卷宗已归档", "The dossier is filed already");

    internal static readonly Refusal Erased =
        new("vault.erased", "该案的个人信息已依法删除，不能再写入", "The personal data of this case was erased; no more can be written");
}
