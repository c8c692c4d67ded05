using Microsoft.AspNetCore.Builder;

namespace Mediation.ServiceDefaults.Tests;

/// <summary>Verbs that one process is asked for.</summary>
public sealed class SeveralVerbs
{
    [Theory]
    [InlineData("", "")]
    [InlineData("migrate", "migrate")]
    [InlineData("--urls http://127.0.0.1:0", "--urls http://127.0.0.1:0")]
    [InlineData("migrate --and load-data areas", "migrate|load-data areas")]
    [InlineData("add-client --id a --and --id b --and add-user --name c --and --name d", "add-client --id a|add-client --id b|add-user --name c|add-user --name d")]
    public void come_one_after_the_other(string asked, string each) =>
        string.Join('|', Verbs.Each(asked.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Select(verb => string.Join(' ', verb))).ShouldBe(each);

    [Fact]
    public async Task the_last_ones_are_read_from_a_file_when_the_first_is_wanted()
    {
        var file = Path.GetTempFileName();
        var verbs = Verbs.Each(["add-user", "--from", file]);
        await File.WriteAllLinesAsync(file, ["--name", "a", "--and", "--name", "b c"]);
        verbs.ShouldBe([["add-user", "--name", "a"], ["add-user", "--name", "b c"]]);
        File.Delete(file);
    }

    [Theory]
    [InlineData("migrte")]
    [InlineData("load-data")]
    [InlineData("nothing --and migrate")]
    public async Task one_that_is_spelled_wrongly_neither_serves_nor_lets_the_next_run(string asked)
    {
        await using var app = WebApplication.CreateSlimBuilder().Build();
        try
        {
            await app.RunServiceAsync(asked.Split(' ')).WaitAsync(TimeSpan.FromSeconds(30));
            Environment.ExitCode.ShouldBe(2);
        }
        finally
        {
            Environment.ExitCode = 0;
        }
    }
}
