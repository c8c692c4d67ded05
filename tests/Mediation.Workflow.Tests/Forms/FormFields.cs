using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using DocumentFormat.OpenXml.Wordprocessing;
using Mediation.Workflow.Forms;

namespace Mediation.Workflow.Tests.Forms;

/// <summary>Each form as DOCX: sound, with exactly the fields that the printed papers hold.</summary>
public sealed class FormFields
{
    private static readonly string[] Person = ["甲方当事人", "姓名", "性别", "民族", "年龄", "职业或职务", "联系方式", "单位或住址", "乙方当事人", "姓名", "性别", "民族", "年龄", "职业或职务", "联系方式", "单位或住址"];
    private static readonly string[] BothSign = ["甲方当事人（签名或捺印）", "乙方当事人（签名或捺印）"];

    private static readonly Dictionary<string, string[]> Wanted = new()
    {
        ["cover"] = ["调解委员会", "卷宗题名", "编号", "调解员", "调解起", "调解止", "立卷人", "立卷日期", "保管期限", "备注"],
        ["catalogue"] = ["序号", "文件名称", "日期", "页次", "备注"],
        ["application"] = [.. Person, "纠纷简要情况", "当事人申请事项", "申请人（签名或捺印）"],
        ["acceptance"] =
        [
            "登记日期", .. Person, "纠纷类型", "案件来源", "委派或移送单位", "发生时间", "涉及人数", "发生地点", "纠纷简要情况", "语言文字需求", .. BothSign,
            "登记人（签名）", "人民调解委员会（盖章）",
        ],
        ["notice"] =
        [
            "人民调解的性质和效力", "当事人的权利", "当事人的义务", "费用", "其他救济途径",
            "甲方当事人：以上内容本人已阅读并知晓（签名或捺印）", "乙方当事人：以上内容本人已阅读并知晓（签名或捺印）",
        ],
        ["power-of-attorney"] =
        [
            "委托人", "受委托人", "委托事由", "一般代理权限", "特别授权（代为承认、变更、放弃请求，进行和解）", "委托期限", "委托人（签名或捺印）", "受委托人（签名或捺印）",
        ],
        ["investigation"] =
        [
            "时间", "地点", "在场人", "调查人", "记录人", "被调查人", "内容（问答）", "被调查人（逐页签名或捺印）", "在场人（签名或捺印）", "调查人（签名）", "记录人（签名）",
        ],
        ["measurement"] =
        [
            "地点", "时间", "丈量方法和工具", "丈量点和长度", "丈量点", "长度（米）", "草图", "见证人", "甲方意见（丈量属实，或者异议）", "乙方意见（丈量属实，或者异议）", .. BothSign,
            "见证人（签名或捺印）", "丈量人（签名）",
        ],
        ["mediation-record"] =
        [
            "时间", "地点", "到场当事人", "其他到场人员", "姓名", "单位", "身份", "调解员（主持人在先）", "记录人", "宣读权利义务", "询问回避", "当事人的回答", "调解经过", "起止时间", "环节", "内容",
            "调解结果", .. BothSign, "其他到场人员（签名）", "调解员（签名）", "记录人（签名）",
        ],
        ["agreement"] =
        [
            "编号", .. Person, "纠纷主要事实", "争议事项和各方当事人的责任", "经调解，自愿达成如下协议", "履行方式、地点、期限", "义务人", "履行内容", "方式", "地点", "期限", "协议份数", .. BothSign,
            "人民调解员（签名）", "记录人（签名）", "人民调解委员会（盖章）",
        ],
        ["oral-agreement"] =
        [
            "编号", .. Person, "纠纷主要事实和争议事项", "协议内容", "履行方式、地点、期限", "义务人", "履行内容", "方式", "地点", "期限", "人民调解员（签名）",
        ],
        ["termination"] = ["编号", "当事人", "纠纷事由", "终止调解的原因", "其他救济途径", "调解员（签名）", "人民调解委员会（盖章）"],
        ["performance-proof"] = ["应履行事项", "履行内容", "履行时间", "履行方式", "收据或转账凭证", "履行人（签名或捺印）", "确认人（签名或捺印）"],
        ["follow-up"] =
        [
            "当事人", "协议编号", "回访事由", "履行情况（全部、部分、未履行）", "满意程度", "事后诉讼情况及结果", "有无错误调解", "有无激化苗头", "采取的措施", "回访人（签名）",
        ],
        ["confirmation"] = ["申请人（双方）", .. Person, "送达地址", "申请人", "送达地址", "申请事项", "事实和协议内容", "附件", "受理法院", .. BothSign],
        ["closing-report"] = ["编号", "受理日期", "结案日期", "当事人", "案件来源", "纠纷事实", "调解经过", "调解结果", "履行情况", "调解员（签名）", "审批人（签名）"],
        ["refusal"] = ["当事人", "事由", "理由代码", "通知日期", "不予受理的理由", "可以向何处提出", "人民调解委员会（盖章）"],
        ["subsidy"] =
        [
            "月份", "调解员", "案件", "等级（简易、一般、疑难）", "金额", "定级依据", "已有材料", "缺少材料", "履行情况", "审核人（签名）", "审批人（签名）",
        ],
        ["note"] = ["缺失或损毁的材料", "情况和原因说明", "说明人（签名）"],
        ["back"] = ["本卷页数", "立卷人", "检查人", "日期", "立卷人（签名）", "检查人（签名）"],
    };

    [Fact]
    public void There_are_the_twenty_forms_in_binding_order() => FormCatalog.All.Select(f => f.Code).ShouldBe(Wanted.Keys);

    [Fact]
    public void Each_is_sound_and_has_exactly_its_fields_whether_much_or_nothing_is_known()
    {
        foreach (var form in FormCatalog.All)
        {
            foreach (var facts in (PrintFacts[])[SomeCase.Bare(), SomeCase.Whole()])
            {
                var papers = form.Papers(facts);
                using var file = DocxRenderer.Render(papers, facts.Case.CaseNumber);
                using var document = WordprocessingDocument.Open(file, false);
                new OpenXmlValidator(FileFormatVersions.Office2019).Validate(document)
                    .Select(e => $"{form.Code}: {e.Description} {e.Path?.XPath}").ShouldBeEmpty();
                Labels(document.MainDocumentPart!.Document!.Body!).Prepend(form.Code).ShouldBe(Repeated(Wanted[form.Code], papers.Count).Prepend(form.Code));
            }
        }
    }

    [Fact]
    public void Each_carries_the_case_s_number_and_page_x_of_y()
    {
        using var file = DocxRenderer.Render(FormCatalog.Find("notice")!.Papers(SomeCase.Whole()), "（2026）段人调字第0001号");
        using var document = WordprocessingDocument.Open(file, false);
        document.MainDocumentPart!.HeaderParts.Single().Header!.InnerText.ShouldBe("（2026）段人调字第0001号");
        document.MainDocumentPart.FooterParts.Single().Footer!.Descendants<SimpleField>().Select(f => f.Instruction!.Value!.Trim()).ShouldBe(["PAGE", "NUMPAGES"]);
    }

    [Fact]
    public void Page_and_document_say_the_same()
    {
        foreach (var form in FormCatalog.All)
        {
            var papers = form.Papers(SomeCase.Whole());
            using var file = DocxRenderer.Render(papers, "");
            using var document = WordprocessingDocument.Open(file, false);
            var html = System.Net.WebUtility.HtmlDecode(System.Text.RegularExpressions.Regex.Replace(new HtmlRenderer(_ => null).Render(papers), "<[^>]+>", ""));
            Squeezed(html).ShouldBe(Squeezed(document.MainDocumentPart!.Document!.Body!.InnerText), form.Code);
        }
    }

    [Fact]
    public void Not_a_word_of_a_caucus_is_on_any_paper_but_its_time_and_side_are()
    {
        var all = string.Concat(FormCatalog.All.Select(f => new HtmlRenderer(_ => null).Render(f.Papers(SomeCase.Whole()))));
        all.ShouldNotContain(SomeCase.SealedWords);
        all.ShouldContain("背对背（甲方）");
    }

    [Fact]
    public void What_nobody_knows_is_a_line_and_never_invented()
    {
        var html = new HtmlRenderer(_ => null).Render(FormCatalog.Find("acceptance")!.Papers(SomeCase.Bare()));
        html.ShouldContain("<th>姓名</th><td><p class=\"line\"></p></td>");
        html.ShouldContain("<th>民族</th><td><p class=\"line\"></p></td>");
        html.ShouldNotContain("null");
    }

    [Fact]
    public void What_intake_and_the_mediator_put_on_record_is_printed()
    {
        foreach (var (form, words) in new Dictionary<string, string[]>
        {
            ["application"] = ["土家族", "瓦工", "恢复原界", "赔偿损失", "2026年3月15日"], ["acceptance"] = ["县信访局", "安康方言"], ["confirmation"] = ["镇政府收发室"],
            ["investigation"] = ["薛家湾村委会", "村主任薛某", "记录员甲"], ["mediation-record"] = ["记录员乙"], ["follow-up"] = ["周干事"], ["measurement"] = ["见卷内材料：地界草图", "<img"],
        })
        {
            var html = new HtmlRenderer(_ => "https://dossier.invalid/x").Render(FormCatalog.Find(form)!.Papers(SomeCase.Whole()));
            words.ShouldAllBe(word => html.Contains(word, StringComparison.Ordinal), form);
        }
    }

    [Fact]
    public void Sex_and_age_are_read_from_a_full_number_only()
    {
        var day = new DateOnly(2026, 3, 18);
        (new PartyFacts(null, null, "110101194912310019", null).Sex, new PartyFacts(null, null, "110101194912310019", null).AgeOn(day)).ShouldBe(("男", "76"));
        (new PartyFacts(null, null, "110***********0019", null).Sex, new PartyFacts(null, null, "110***********0019", null).AgeOn(day)).ShouldBe((null, null));
        new PartyFacts(null, null, "11010119491331001X", null).AgeOn(day).ShouldBeNull();
    }

    [Fact]
    public void Why_a_case_is_major_is_named_by_its_facts()
    {
        var (grade, reasons) = SubsidyGrades.Of(SomeCase.Whole());
        grade!.Code.ShouldBe("major");
        reasons.ShouldBe(["涉及土地权属", "涉及12人", "涉案金额人民币128,000.00元"]);
        SubsidyGrades.Of(SomeCase.Bare()).Grade.ShouldBeNull();
    }

    private static string[] Repeated(string[] labels, int times) => [.. Enumerable.Repeat(labels, times).SelectMany(l => l)];

    // Labels of fields, heads of columns and names of lines, in the order of the page.
    private static List<string> Labels(Body body) => [.. body.Descendants<Paragraph>().Select(Label).OfType<string>()];

    private static string? Label(Paragraph paragraph)
    {
        var text = paragraph.InnerText;
        var style = paragraph.ParagraphProperties?.ParagraphStyleId?.Val?.Value;
        var row = paragraph.Ancestors<TableRow>().FirstOrDefault();
        return style == "Label" || row?.TableRowProperties?.GetFirstChild<TableHeader>() is not null ? text
            : style == "Line" && text.Contains('：', StringComparison.Ordinal) ? text[..text.LastIndexOf('：')]
            : null;
    }

    private static string Squeezed(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
}
