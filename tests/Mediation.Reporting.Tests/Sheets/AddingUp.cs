using Mediation.Reporting.Sheets;
using Mediation.ServiceDefaults;

namespace Mediation.Reporting.Tests.Sheets;

/// <summary>Every control names its cell and the difference.</summary>
public sealed class AddingUp
{
    private static readonly IReadOnlyList<SheetColumn> Columns =
    [
        new("townshipFound", "排查") { Group = "乡镇级", AreaDigits = 9 }, new("villageFound", "排查") { Group = "村级", AreaDigits = 12 },
        new("found", "排查") { Group = "合计", SumOf = ["townshipFound", "villageFound"] }, new("yearFound", "排查") { Group = "本年累计", YearOf = "found" },
    ];

    [Fact]
    public void a_sheet_that_adds_up_is_not_refused() => ControlSums.Check(Sheet([1, 2, 3, 10], [4, 0, 4, 4], [5, 2, 7, 14]), null, []).ShouldBeNull();

    [Fact]
    public void levels_must_add_up_to_their_sum()
    {
        var error = Only(Sheet([1, 2, 4, 10], [4, 0, 4, 4], null));
        error.Field.ShouldBe("types.01.found");
        error.Zh.ShouldBe("按类型「婚恋家庭」合计排查：各级相加＝3，表中为4，差1");
        error.En.ShouldBe("types, 01, found: the levels add up to 3, the cell has 4, a difference of 1");
    }

    [Fact]
    public void parts_must_add_up_to_the_total_and_details_do_not_count_twice()
    {
        var error = Only(Sheet([1, 2, 3, 10], [4, 0, 4, 4], [5, 2, 7, 15]));
        (error.Field, error.Code).ShouldBe(("types.all.yearFound", "controlSum"));
        error.Zh.ShouldBe("按类型「合计」本年累计排查：各行相加＝14，表中为15，差1");
    }

    [Fact]
    public void the_year_must_be_last_months_year_and_this_month()
    {
        var before = Sheet([0, 0, 0, 7], [1, 0, 1, 2], [1, 0, 1, 9]);
        var errors = ControlSums.Check(Sheet([1, 2, 3, 10], [4, 0, 4, 4], [5, 2, 7, 14]), before, [])!.Errors;
        errors.Select(e => e.Field).ShouldBe(["types.02.yearFound", "types.all.yearFound"]);
        errors[0].Zh.ShouldBe("按类型「邻里」本年累计排查：上月累计2＋本月4＝6，表中为4，差-2");
    }

    [Fact]
    public void a_row_that_last_month_did_not_have_had_nothing()
    {
        var before = Sheet([0, 0, 0, 7], null, [0, 0, 0, 7]);
        ControlSums.Check(Sheet([1, 2, 3, 10], [4, 0, 4, 4], [5, 2, 7, 14]), before, []).ShouldBeNull();
    }

    [Fact]
    public void what_nobody_knows_is_not_compared() => ControlSums.Check(
        Sheet([null, null, null, null], [4, 0, 4, 4], [null, null, null, null]), Sheet([0, 0, 0, 99], [0, 0, 0, 0], [0, 0, 0, 99]), []).ShouldBeNull();

    [Fact]
    public void what_was_found_below_must_be_what_the_areas_below_have_closed()
    {
        Sheet[] below = [Sheet([1, 1, 2, 9], null, [1, 1, 2, 9]), Sheet([0, 1, 1, 1], [4, 0, 4, 4], [4, 1, 5, 5])];
        ControlSums.Check(Sheet([1, 2, 3, 10], [4, 0, 4, 4], [5, 2, 7, 14]), null, below).ShouldBeNull();
        var errors = ControlSums.Check(Sheet([1, 3, 4, 11], [4, 0, 4, 4], [5, 3, 8, 15]), null, below)!.Errors;
        errors.Select(e => e.Field).ShouldBe(["types.01.villageFound", "types.0101.villageFound", "types.all.villageFound"]);
        errors[0].Zh.ShouldBe("按类型「婚恋家庭」村级排查：下级结账数相加＝2，表中为3，差1");
    }

    [Fact]
    public void an_area_of_the_level_itself_is_not_compared()
    {
        var township = Sheet([1, 2, 3, 10], [4, 0, 4, 4], [5, 2, 7, 14]) with { Area = "610981100" };
        ControlSums.Check(township, null, [Sheet([0, 2, 2, 9], null, [0, 2, 2, 9])]).ShouldBeNull();
    }

    [Fact]
    public void a_correction_tells_which_cells_changed()
    {
        var changes = CellChange.Between(Sheet([1, 2, 3, 10], null, [1, 2, 3, 10]), Sheet([1, 2, 3, 11], [0, 0, 0, 0], [1, 2, 3, 11]));
        changes.Select(c => (c.Cell, c.Before, c.After)).ShouldBe(
        [
            ("types.01.yearFound", 10, 11), ("types.0101.yearFound", 10, 11), ("types.02.townshipFound", null, 0), ("types.02.villageFound", null, 0), ("types.02.found", null, 0),
            ("types.02.yearFound", null, 0), ("types.all.yearFound", 10, 11),
        ]);
        changes[0].Name.ShouldBe("按类型「婚恋家庭」本年累计排查");
    }

    private static FieldError Only(Sheet sheet)
    {
        var refusal = ControlSums.Check(sheet, null, []).ShouldNotBeNull();
        refusal.Code.ShouldBe("sheet.controlSum");
        refusal.Status.ShouldBe(409);
        return refusal.Errors.ShouldHaveSingleItem();
    }

    private static Sheet Sheet(decimal?[] one, decimal?[]? two, decimal?[]? all)
    {
        SheetRow[] rows =
        [
            new("01", "婚恋家庭", RowKind.Part, one), new("0101", "恋爱及婚姻", RowKind.Detail, [one[0], one[1], one[0] + one[1], one[3]]),
            .. two is null ? [] : (SheetRow[])[new("02", "邻里", RowKind.Part, two)],
            .. all is null ? [] : (SheetRow[])[new("all", "合计", RowKind.Total, all)],
        ];
        return new("S1", "矛盾纠纷排查情况表", "610981", "旬阳市", "2026-03", default, [new("types", "按类型", "类型", Columns, rows)]);
    }
}
