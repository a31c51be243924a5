using Neuro.Ir;

namespace Neuro.Runtime;

/// <summary>
/// A session that starts again elsewhere where its device fails: it remembers how it was begun and what was run since, which
/// another backend repeats to the same states.
/// </summary>
/// <param name="session">The session on the device, at tick 0.</param>
/// <param name="reopen">Opens the same program elsewhere.</param>
/// <param name="announce">Called with the failure.</param>
internal sealed class FallbackSession(ISession session, Func<ISession> reopen, Action<DeviceException> announce) : ISession
{
    private readonly List<(InputBatch Input, int Ticks)> _since = [];
    private ISession _session = session;
    private uint[] _streams = [];
    private SessionSnapshot? _snapshot;
    private bool _failed;

    /// <inheritdoc/>
    public SpikeProgram Program => _session.Program;

    /// <inheritdoc/>
    public int BatchSize => _session.BatchSize;

    /// <inheritdoc/>
    public int Tick => _session.Tick;

    /// <inheritdoc/>
    public void Reset(ReadOnlySpan<uint> streams = default)
    {
        uint[] copy = streams.ToArray();
        Try(s =>
        {
            s.Reset(copy);
            return 0;
        });
        (_streams, _snapshot) = (copy, null);
        _since.Clear();
    }

    /// <inheritdoc/>
    public void Run(InputBatch input, int ticks, Recording? recording = null)
    {
        RecordingMark? mark = _failed ? null : recording?.Mark();
        Try(s =>
        {
            if (mark is not null)
                recording!.ReturnTo(mark);
            s.Run(input, ticks, recording);
            return 0;
        });
        if (!_failed)
            _since.Add((input, ticks));
    }

    /// <inheritdoc/>
    public Counters Counters(int slot) => Try(s => s.Counters(slot));

    /// <inheritdoc/>
    public void ReadState(string population, string state, int slot, Span<int> destination)
    {
        int[] values = new int[destination.Length];
        Try(s =>
        {
            s.ReadState(population, state, slot, values);
            return 0;
        });
        values.CopyTo(destination);
    }

    /// <inheritdoc/>
    public SessionSnapshot Save() => Try(s => s.Save());

    /// <inheritdoc/>
    public void Restore(SessionSnapshot snapshot)
    {
        Try(s =>
        {
            s.Restore(snapshot);
            return 0;
        });
        _snapshot = snapshot;
        _since.Clear();
    }

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();

    private T Try<T>(Func<ISession, T> work)
    {
        if (_failed)
            return work(_session);
        try
        {
            return work(_session);
        }
        catch (DeviceException failure)
        {
            announce(failure);
            Replace();
            return work(_session);
        }
    }

    private void Replace()
    {
        _failed = true;
        ISession other = reopen();
        other.Reset(_streams);
        if (_snapshot is not null)
            other.Restore(_snapshot);
        foreach ((InputBatch input, int ticks) in _since)
            other.Run(input, ticks);
        _since.Clear();
        try
        {
            _session.Dispose();
        }
        catch (DeviceException)
        {
            // A lost device need not give back what it held.
        }
        _session = other;
    }
}
