namespace Neuro.Cli.Output;

/// <summary>What one command executed programs on, each said once however many sessions there were. Threads may share
/// it.</summary>
internal sealed class ExecutionLog
{
    private readonly List<Execution> _entries = [];

    /// <summary>What has been executed so far, in order.</summary>
    public Execution[] Entries
    {
        get
        {
            lock (_entries)
                return [.. _entries];
        }
    }

    /// <summary>Adds <paramref name="execution"/>; false where it is there already.</summary>
    public bool Add(Execution execution)
    {
        lock (_entries)
        {
            if (_entries.Contains(execution))
                return false;
            _entries.Add(execution);
            return true;
        }
    }
}
