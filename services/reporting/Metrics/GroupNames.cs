using Mediation.Contracts;

namespace Mediation.Reporting.Metrics;

/// <summary>Names of groups that no code list holds.</summary>
internal static class GroupNames
{
    /// <summary>Key of the group of those for which it is not known, or not yet.</summary>
    internal const string None = "none";

    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        [None] = "未定",
        [DisputeSources.Proactive] = "主动排查",
        [DisputeSources.Application] = "当事人申请",
        [DisputeSources.PetitionOffice] = "信访移交",
        [DisputeSources.Court] = "法院委派委托",
        [DisputeSources.Police] = "公安移交",
        [DisputeSources.Procuratorate] = "检察院移交",
        [DisputeSources.Other] = "其他",
        [Endings.Agreement] = "达成协议",
        [Endings.Withdrawn] = "和解撤回",
        [Endings.PartyUnreachable] = "当事人失联",
        [Endings.Unwilling] = "一方不愿",
        [Endings.GapTooWide] = "分歧过大",
        [Endings.TimeOver] = "期限届满",
        [Endings.RefusesToSign] = "拒绝签字",
        [Endings.Collusion] = "涉嫌串通",
        [Endings.Referred] = "移送其他机关",
        [Endings.Other] = "其他",
        ["green"] = "绿",
        ["yellow"] = "黄",
        ["red"] = "红",
        ["caucus"] = "背对背",
        ["joint"] = "面对面",
        ["homeVisit"] = "走访",
        ["fieldMeasurement"] = "现场丈量",
        ["video"] = "视频",
    };

    internal static string? Of(string key) => Names.GetValueOrDefault(key);
}
