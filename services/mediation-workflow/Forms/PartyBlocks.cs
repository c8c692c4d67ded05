using Mediation.Contracts;
using Mediation.Contracts.Intake;

namespace Mediation.Workflow.Forms;

/// <summary>Parties' data and their signatures, as several forms hold them.</summary>
internal static class PartyBlocks
{
    /// <summary>Per party: a person's data, or an organisation's.</summary>
    internal static IEnumerable<Block> Data(PrintFacts facts) => facts.Case.Parties.SelectMany(party => Data(facts, party));

    internal static IEnumerable<Block> Signatures(PrintFacts facts, Func<PartyRef, DateOnly?>? signed = null) => facts.Case.Parties.Select(party =>
        new SignLine($"{PrintFacts.SideName(party.Side)}当事人{Hands.Print}", facts.NameOf(party.PartyId), signed?.Invoke(party)));

    private static IEnumerable<Block> Data(PrintFacts facts, PartyRef party)
    {
        var data = facts.Party(party.PartyId);
        var head = new Heading($"{PrintFacts.SideName(party.Side)}当事人");
        return party.Kind == "person"
            ?
            [
                head,
                new Pair(new("姓名", data.Name), new("性别", data.Sex)),
                new Pair(new("民族", data.Ethnicity), new("年龄", data.AgeOn(ChinaTime.DayOf(facts.Case.AcceptedAt)))),
                new Pair(new("职业或职务", data.Occupation), new("联系方式", data.Phone)),
                new Field("单位或住址", data.Address),
            ]
            :
            [
                head,
                new Field("名称", data.Name),
                new Field("地址", data.Address),
                new Pair(new("代表人", data.Representative), new("职务", data.Occupation)),
                new Field("联系方式", data.Phone),
            ];
    }
}
