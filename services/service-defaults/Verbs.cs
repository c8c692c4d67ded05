namespace Mediation.ServiceDefaults;

/// <summary>What a process is asked to do instead of serving.</summary>
public static class Verbs
{
    private const string And = "--and";

    /// <summary>
    /// Verbs one after the other, with <c>--and</c> between them: each in a process of its own would cost seconds. What begins with an option is
    /// the verb before it again.
    /// </summary>
    /// <param name="args">The process's arguments.</param>
    /// <returns>The arguments of each, its name first; those that were given, when it is one or none.</returns>
    public static IEnumerable<string[]> Each(string[] args)
    {
        string[] verb = [];
        for (var rest = args; ;)
        {
            var end = Array.IndexOf(rest, And);
            var part = end < 0 ? rest : rest[..end];
            verb = verb is [var name, ..] && part is [['-', ..], ..] ? [name, .. part] : part;
            yield return verb;
            if (end < 0)
            {
                yield break;
            }

            rest = rest[(end + 1)..];
        }
    }
}
