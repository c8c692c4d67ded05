using Mediation.Intake.Status;

namespace Mediation.Intake.Tests.Status;

public sealed class Codes
{
    [Fact]
    public void a_code_has_eighty_random_bits_in_four_groups_of_four()
    {
        PartyCode.Alphabet.Distinct().Count().ShouldBe(32);
        var codes = Enumerable.Range(0, 2_000).Select(_ => PartyCode.New()).ToList();

        codes.Distinct().Count().ShouldBe(codes.Count);
        codes.ShouldAllBe(code => code.Split('-').Select(group => group.Length).SequenceEqual(new[] { 4, 4, 4, 4 }));
        var symbols = codes.Select(PartyCode.Normal).ToList();
        (symbols[0].Length * Math.Log2(PartyCode.Alphabet.Length)).ShouldBeGreaterThanOrEqualTo(80);
        // Every place takes every symbol: 32 of 2,000 that never come up would be a chance of 1 in 10^24.
        Enumerable.Range(0, 16).ShouldAllBe(place => symbols.Select(s => s[place]).Distinct().Count() == 32);
    }

    [Fact]
    public void letters_that_look_like_digits_are_never_written() =>
        PartyCode.Alphabet.ShouldNotContain(c => c == 'O' || c == 'I' || c == 'L' || char.IsLower(c));

    [Theory]
    [InlineData("0a1b-2c3d-4e5f-6g7h")]
    [InlineData("0A1B2C3D4E5F6G7H")]
    [InlineData(" OAIB 2C3D-4E5F 6G7H ")]
    [InlineData("oalb-2c3d4e5f-6g7h")]
    public void dashes_case_and_look_alikes_do_not_matter(string typed) => PartyCode.Normal(typed).ShouldBe("0A1B2C3D4E5F6G7H");
}
