namespace Mediation.Workflow.Offline;

/// <summary>In which order the commands of a batch are carried out: as given on the phone, but none before one that it names.</summary>
internal static class SyncOrder
{
    /// <summary>Each command once. Of commands that name each other in a circle, the one met first comes too early, and waits.</summary>
    internal static IReadOnlyList<OfflineCommand> Of(IReadOnlyList<OfflineCommand> commands)
    {
        var byId = commands.GroupBy(c => c.Id!.Value).ToDictionary(group => group.Key, group => group.First());
        var (ordered, met) = (new List<OfflineCommand>(), new HashSet<OfflineCommand>(ReferenceEqualityComparer.Instance));
        foreach (var command in commands.Select((c, i) => (Command: c, Index: i)).OrderBy(c => c.Command.At).ThenBy(c => c.Index))
        {
            Visit(command.Command);
        }

        return ordered;

        void Visit(OfflineCommand command)
        {
            if (!met.Add(command))
            {
                return;
            }

            foreach (var id in command.References)
            {
                if (byId.TryGetValue(id, out var named))
                {
                    Visit(named);
                }
            }

            ordered.Add(command);
        }
    }
}
