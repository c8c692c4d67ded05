using Mediation.ServiceDefaults;

namespace Mediation.Workflow.Confirmations;

/// <summary>What the codes of the pre-check say to a person.</summary>
internal static class CheckTexts
{
    private static readonly Dictionary<string, (string Zh, string En)> Texts = new(StringComparer.Ordinal)
    {
        ["N1"] = ("不属于人民法院受理范围", "Not within the courts' scope"),
        ["N2"] = ("收到申请的法院可能无管辖权：应为当事人住所地、标的物所在地或调委会所在地的基层法院", "Perhaps the wrong court: it is that of a party's home, of the property or of the committee"),
        ["N3"] = ("申请确认婚姻、亲子、收养等身份关系", "Confirms an identity relation: marriage, parentage, adoption"),
        ["N4"] = ("涉及其他特别程序、公示催告、破产程序", "Belongs to another special procedure, public summons or bankruptcy"),
        ["N5"] = ("内容涉及物权、知识产权确权", "Confirms real rights or the ownership of intellectual property"),
        ["D1"] = ("违反法律强制性规定：须由调解员核对", "Against mandatory law: the mediator has to look"),
        ["D2"] = ("损害国家利益、社会公共利益或他人合法权益", "Harms the state, the public or somebody else"),
        ["D3"] = ("违背公序良俗：须由调解员核对", "Against public order and good morals: the mediator has to look"),
        ["D4"] = ("违反自愿原则：卷内缺当事人的自愿记录", "Not of free will: a party's consent is not on file"),
        ["D5"] = ("内容不明确：见协议检查", "Content unclear: see the lint"),
        ["D6"] = ("其他不能确认的情形：义务已全部履行", "Other: everything is performed already"),
    };

    internal static string Of(HttpContext http, string code) => Texts[code] is var text && Problem.PrefersEnglish(http) ? text.En : text.Zh;
}
