namespace Mediation.ServiceDefaults;

/// <summary>What a process is asked to do instead of serving.</summary>
public static class Verbs
{
    private const string And = "--and";
    private const string From = "--from";

    /// <summary>
    /// Verbs one after the other, with <c>--and</c> between them: each in a process of its own would cost seconds. What begins with an option is
    /// the verb before it again. <c>--from path</c> at the end stands for what the file's lines say, an argument each, which is read as late as
    /// possible: whoever finds them out does so while the process starts.
    /// </summary>
    /// <param name="args">The process's arguments.</param>
    /// <returns>The arguments of each, its name first; those that were given, when it is one or none.</returns>
    public static IEnumerable<string[]> Each(string[] args)
    {
        string[] verb = [];
        for (var rest = args is [.. var known, From, var path] ? [.. known, .. File.ReadAllLines(path)] : args; ;)
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
