using System.Collections.Concurrent;
using Mediation.Testing;

namespace Mediation.EndToEnd.Tests;

/// <summary>Suites start side by side: one that took another's port would be judged by the other's answers.</summary>
public sealed class PortsOfSuites
{
    [Fact]
    public void a_port_is_given_once()
    {
        var taken = new ConcurrentBag<int>();
        Parallel.For(0, 200, _ => taken.Add(LoopbackPorts.Take()));
        taken.Distinct().Count().ShouldBe(200);
    }
}
