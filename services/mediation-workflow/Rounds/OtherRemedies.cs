using Mediation.Contracts;

namespace Mediation.Workflow.Rounds;

/// <summary>What a party can still do (救济途径).</summary>
internal sealed record OtherRemedy(string Code, string NameZh, string NameEn);

/// <summary>Which remedies the notice after an ending without agreement names (PML 26; labour and farm-land contracts have arbitration of their own).</summary>
internal static class OtherRemedies
{
    private static readonly OtherRemedy Court = new("court", "向人民法院提起诉讼", "Bring it to court");
    private static readonly OtherRemedy Arbitration = new("arbitration", "有仲裁协议的，申请仲裁", "Arbitration, where it was agreed");
    private static readonly OtherRemedy Labour = new("labourArbitration", "申请劳动人事争议仲裁", "Labour arbitration, before a court");
    private static readonly OtherRemedy Land = new("landArbitration", "申请农村土地承包仲裁", "Arbitration of farm-land contracts");
    private static readonly OtherRemedy Administrative = new("administrative", "请求行政机关依法处理", "Ask the competent authority");
    private static readonly OtherRemedy Police = new("police", "向公安机关报案", "Report it to the police");
    private static readonly OtherRemedy Organ = new("referredOrgan", "向受移送的机关提出", "Turn to the organ it was referred to");
    private static readonly OtherRemedy Again = new("mediationAgain", "再次申请调解", "Apply for mediation again");

    /// <param name="outcome">One of <see cref="Endings"/>; none are named after an agreement.</param>
    internal static IReadOnlyList<OtherRemedy> After(string outcome, string typeCode) => outcome switch
    {
        Endings.Agreement => [],
        Endings.Referred => [Organ, .. Ordinary(typeCode)],
        Endings.Collusion => [.. Ordinary(typeCode), Police],
        _ => [.. Ordinary(typeCode), Again],
    };

    private static IEnumerable<OtherRemedy> Ordinary(string typeCode) => typeCode switch
    {
        ['0', '7', ..] => [Labour, Court],
        "0901" => [Land, Court, Administrative],
        ['0', '9', ..] => [Administrative, Court],
        _ => [Court, Arbitration],
    };
}
