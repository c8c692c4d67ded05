namespace Mediation.ServiceDefaults.Tests;

public sealed class MemoryGivenBack
{
    [Theory]
    [InlineData(MemoryReturn.Rest - 1, MemoryReturn.Burst + 1, true)]
    [InlineData(MemoryReturn.Rest, MemoryReturn.Burst + 1, false)]
    [InlineData(MemoryReturn.Rest - 1, MemoryReturn.Burst, false)]
    public void a_burst_is_over_when_the_process_rests_and_has_taken_much(long sinceLook, long sinceReturn, bool over) =>
        Assert.Equal(over, MemoryReturn.IsOver(sinceLook, sinceReturn));
}
