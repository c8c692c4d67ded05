using Mediation.Contracts;
using Mediation.Intake.Disputes;
using Mediation.Testing;
using static Mediation.Intake.Tests.Disputes.Examples;

namespace Mediation.Intake.Tests.Disputes;

public sealed class Registering
{
    private static readonly DateOnly Today = new(2026, 3, 2);

    private static readonly RegisterDispute Good = new(
        "police", "0902", "610981100004", "老城社区三组界畔", new DateOnly(1994, 3, 1), "两家为界畔争执三十年",
        [
            new PartyEntry("A", PartyKind.Person, "张三", "13812345678", "11010519491231002X", "三组"),
            new PartyEntry("B", PartyKind.Organisation, "某公司", IdNumber: "911100001234567890"),
        ],
        2, 9, 12000.50m);

    [Fact]
    public void a_dispute_of_decades_ago_is_registered_and_its_texts_go_to_the_vault()
    {
        AreaCode.TryParse("610981100004", out var area).ShouldBeTrue();
        var outcome = Scenario.Given<Dispute>().When(state => RegisterDispute.Decide(state, Good, area.Value, DisputeId, [A, B], Now));

        outcome.Then(RegisteredWith(new RegisteredParty(A, "A", PartyKind.Person), new RegisteredParty(B, "B", PartyKind.Organisation)) with { Amount = 12000.50m });
        outcome.Decision.Texts.Select(t => (t.Item, t.Field, t.Text)).ShouldBe(
            [
                (A, "name", "张三"), (A, "phone", "13812345678"), (A, "idNumber", "11010519491231002X"), (A, "address", "三组"),
                (B, "name", "某公司"), (B, "idNumber", "911100001234567890"),
                (DisputeId, "place", "老城社区三组界畔"), (DisputeId, "summary", "两家为界畔争执三十年"),
            ],
            ignoreOrder: true);
    }

    [Fact]
    public void what_only_forms_ask_for_goes_to_the_vault_too()
    {
        AreaCode.TryParse("610981100004", out var area).ShouldBeTrue();
        var whole = Good with
        {
            Parties =
            [
                Good.Parties![0] with { ServiceAddress = "镇政府收发室", Ethnicity = "汉族", Occupation = "瓦工" },
                Good.Parties[1] with { Representative = "王经理", Occupation = "总经理" },
            ],
            Requests = ["补发工资", "支付补偿"], DelegatedBy = "县信访局", LanguageNeeds = "安康方言", AppliedOn = new DateOnly(2026, 2, 20),
        };
        RegisterDispute.Check(whole, Today).Refusal.ShouldBeNull();
        var decision = RegisterDispute.Decide(Dispute.Initial, whole, area.Value, DisputeId, [A, B], Now);
        decision.Events.ShouldHaveSingleItem().ShouldBeOfType<DisputeRegistered>().AppliedOn.ShouldBe(new DateOnly(2026, 2, 20));
        (Guid, string, string)[] wanted =
        [
            (A, "serviceAddress", "镇政府收发室"), (A, "ethnicity", "汉族"), (A, "occupation", "瓦工"), (B, "representative", "王经理"), (B, "occupation", "总经理"),
            (DisputeId, "requests", "补发工资\n支付补偿"), (DisputeId, "delegatedBy", "县信访局"), (DisputeId, "languageNeeds", "安康方言"),
        ];
        wanted.ShouldBeSubsetOf(decision.Texts.Select(t => (t.Item, t.Field, t.Text)));
        FieldsOf(Good with { AppliedOn = Today.AddDays(1) }).ShouldBe(["appliedOn:inFuture"]);
        FieldsOf(Good with { AppliedOn = Good.OccurredOn!.Value.AddDays(-1) }).ShouldBe(["appliedOn:outOfRange"]);
        FieldsOf(Good with { Requests = ["补发\n工资", " "] }).ShouldBe(["requests[0]:malformed", "requests[1]:required"]);
        FieldsOf(Good with { Parties = [Good.Parties![0] with { Representative = "王经理" }, Good.Parties[1] with { Ethnicity = "汉族" }] })
            .ShouldBe(["parties[0].representative:notAllowed", "parties[1].ethnicity:notAllowed"]);
    }

    [Fact]
    public void one_side_alone_may_be_registered() =>
        RegisterDispute.Check(Good with { Parties = [Good.Parties![0]] }, Today).Refusal.ShouldBeNull();

    [Fact]
    public void an_empty_body_names_every_required_field() =>
        FieldsOf(new RegisterDispute()).ShouldBe(
            ["source:required", "typeCode:required", "areaCode:required", "place:required", "summary:required", "occurredOn:required", "parties:required"]);

    [Theory]
    [InlineData("2026-03-03", "occurredOn:inFuture")]
    [InlineData("9999-12-31", "occurredOn:inFuture")]
    [InlineData("0001-01-01", "occurredOn:outOfRange")]
    public void the_day_it_began_is_neither_in_the_future_nor_before_living_memory(string day, string error) =>
        FieldsOf(Good with { OccurredOn = DateOnly.Parse(day) }).ShouldBe([error]);

    [Fact]
    public void numbers_have_bounds()
    {
        FieldsOf(Good with { Households = -1, Persons = int.MaxValue, Amount = -0.01m })
            .ShouldBe(["households:outOfRange", "persons:outOfRange", "amount:outOfRange"]);
        FieldsOf(Good with { Amount = 0.001m }).ShouldBe(["amount:malformed"]);
        FieldsOf(Good with { Amount = decimal.MaxValue }).ShouldBe(["amount:outOfRange"]);
    }

    [Fact]
    public void an_unknown_source_is_named() => FieldsOf(Good with { Source = "rumour" }).ShouldBe(["source:unknown"]);

    [Fact]
    public void each_party_is_checked_under_its_own_path() =>
        FieldsOf(Good with
        {
            Parties =
            [
                new PartyEntry("张三方面", PartyKind.Person, "张三"), new PartyEntry("B", null, " "),
                new PartyEntry("B", PartyKind.Person, "李四", "call me", "110105194912310021"), null!,
            ],
        }).ShouldBe(
            ["parties[0].side:malformed", "parties[1].kind:required", "parties[1].name:required", "parties[2].phone:malformed",
             "parties[2].idNumber:malformed", "parties[3]:required"]);

    [Theory]
    [InlineData("11010519491231002x", true)]
    [InlineData("11010519491231002X", true)]
    [InlineData("110105194912310020", false)]
    [InlineData("11010519491231A02X", false)]
    [InlineData("E12345678", true)]
    [InlineData("护照", false)]
    public void a_mainland_id_number_needs_its_check_digit_and_foreign_ones_pass(string number, bool passes) =>
        IdNumbers.MayBe(number, PartyKind.Person).ShouldBe(passes);

    [Fact]
    public void more_than_a_hundred_parties_or_ten_sides_are_too_many()
    {
        FieldsOf(Good with { Parties = [.. Enumerable.Repeat(Good.Parties![0], 101)] }).ShouldBe(["parties:tooMany"]);

        AreaCode.TryParse("610981", out var area).ShouldBeTrue();
        var eleven = Enumerable.Range(0, 11).Select(i => new PartyEntry($"S{i}", PartyKind.Person, "某")).ToList();
        Scenario.Given<Dispute>()
            .When(state => RegisterDispute.Decide(state, Good with { Parties = eleven }, area.Value, DisputeId, [.. eleven.Select(_ => A)], Now))
            .ThenRefused("dispute.tooManyParties");
    }

    private static IEnumerable<string> FieldsOf(RegisterDispute command) =>
        RegisterDispute.Check(command, Today).Refusal?.Errors.Select(e => $"{e.Field}:{e.Code}") ?? [];
}
