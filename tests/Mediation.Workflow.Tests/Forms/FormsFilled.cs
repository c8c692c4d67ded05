using System.Net;
using System.Text.RegularExpressions;
using Mediation.ServiceDefaults;
using Mediation.Workflow.Agreements;
using Mediation.Workflow.Dossiers;
using Mediation.Workflow.FollowUps;
using Mediation.Workflow.Forms;
using Mediation.Workflow.Lineage;

namespace Mediation.Workflow.Tests.Forms;

/// <summary>What is on record is on the paper that asks for it.</summary>
public sealed class FormsFilled
{
    [Theory]
    [InlineData("follow-up", "履行期将至", "部分履行", "满意；李四未联系到；款已收到一部分", "有：已撤诉", "有无错误调解无", "有无激化苗头有", "约定月底再催告")]
    [InlineData("measurement", "拉尺直量；三十米皮尺", "东墙根12.4", "薛长贵", "丈量属实", "有异议：起点应在石坎外沿")]
    [InlineData("mediation-record", "双方均不申请回避", "达成协议。界址以石坎为准", "段家河村", "乡贤", "背对背（甲方）")]
    [InlineData("power-of-attorney", "委托人李四", "受委托人王律师", "代为和解", "至本案调解结束")]
    [InlineData("performance-proof", "部分履行，人民币3,000.50元", "2026年10月30日", "NO-778")]
    [InlineData("confirmation", "人民调解协议书", "申请人身份证明（李四）", "旬阳市人民法院", "2026年4月20日")]
    [InlineData("agreement", "乙方：越界一尺", "2026年10月31日付人民币3,000.50元；2026年12月31日付人民币5,000.00元", "小李")]
    public void A_form_prints_what_is_on_record(string form, params string[] words)
    {
        var text = Printed(form, SomeCase.Whole());
        foreach (var word in words)
        {
            text.ShouldContain(word);
        }
    }

    [Fact]
    public void The_wording_printed_is_the_latest()
    {
        var facts = SomeCase.Whole();
        var redrafted = facts.Agreements[0].Evolve(new AgreementRedrafted(Facts.Id(64), [Facts.PartyA, Facts.PartyB], 3, false, [], null, null, Facts.Now));
        var texts = new VaultTexts(new Dictionary<(Guid, string), string> { [(Facts.Id(64), "content")] = "以新埋界石为界" });
        Printed("agreement", facts with { Agreements = [redrafted], Texts = texts }).ShouldContain("以新埋界石为界");
    }

    [Fact]
    public void Who_stepped_in_for_a_party_that_died_is_printed_as_parties_are()
    {
        var (facts, son) = (SomeCase.Whole(), Facts.Id(13));
        var heir = new HeirEntry(null, Relation.Child, "张小明", "13800005678", "610928199003070011", "薛家湾村二组", "邮寄至城关镇", "汉族", "务农");
        var texts = heir.Seal(Decision.AlreadySo, son).Texts.ToDictionary(t => (t.Item, t.Field), t => t.Text);
        var succeeded = facts with
        {
            Case = facts.Case.Evolve(new PartySucceeded(Facts.Id(14), Facts.PartyA, [new Heir(son, Relation.Child)], null, Facts.Now)),
            Texts = new VaultTexts(texts),
        };
        foreach (var word in (string[])["姓名张小明", "民族汉族", "职业或职务务农", "联系方式13800005678", "单位或住址薛家湾村二组"])
        {
            Printed("agreement", succeeded).ShouldContain(word);
        }

        Printed("confirmation", succeeded).ShouldContain("邮寄至城关镇");
        Printed("agreement", succeeded with { Reader = facts.Reader with { Works = false } }).ShouldNotContain("张小明");
    }

    [Fact]
    public void A_visit_is_bound_into_the_dossier_and_a_plan_alone_is_not()
    {
        Bound(SomeCase.Whole()).ShouldContain("follow-up");
        Bound(SomeCase.Whole() with { FollowUps = FollowUpPlan.Initial }).ShouldNotContain("follow-up");
        Bound(SomeCase.Whole()).ShouldContain("power-of-attorney");
    }

    [Fact]
    public void What_a_side_gave_up_in_bargaining_is_on_no_paper() =>
        FormCatalog.All.ShouldAllBe(form => !Printed(form.Code, SomeCase.Whole()).Contains(SomeCase.Conceded));

    private static List<string?> Bound(PrintFacts facts) => [.. DossierContents.Of(facts).SelectMany(slot => slot.Documents).Select(d => d.Form)];

    private static string Printed(string form, PrintFacts facts)
    {
        var html = new HtmlRenderer(_ => null).Render(FormCatalog.Find(form)!.Papers(facts));
        return string.Concat(WebUtility.HtmlDecode(Regex.Replace(html, "<[^>]+>", "")).Where(c => !char.IsWhiteSpace(c)));
    }
}
