namespace Neuro.Runtime.Data;

/// <summary>Builds a <see cref="SpikeTrain"/> tick by tick from events that come in ascending neuron order, or, for one that is
/// <see cref="SpikeTrain.InOrder"/>, in their own.</summary>
/// <param name="neurons">Size of the population.</param>
/// <param name="ticks">Expected number of ticks; more may follow.</param>
/// <param name="inOrder">Whether neurons of a tick may come in any order, and repeat.</param>
public sealed class SpikeTrainBuilder(int neurons, int ticks = 0, bool inOrder = false)
{
    private readonly List<int> _offsets = new(ticks + 1) { 0 };
    private readonly List<int> _indices = [];

    // Empty as long as every payload is 1, the usual case.
    private readonly List<int> _payloads = [];

    /// <summary>Number of closed ticks.</summary>
    public int Ticks => _offsets.Count - 1;

    /// <summary>Adds an event to the current tick; <paramref name="payload"/> must not be 0.</summary>
    public void Add(int index, int payload = 1)
    {
        if (payload != 1 && _payloads.Count == 0)
            _payloads.AddRange(Enumerable.Repeat(1, _indices.Count));
        if (payload != 1 || _payloads.Count > 0)
            _payloads.Add(payload);
        _indices.Add(index);
    }

    /// <summary>Closes the current tick.</summary>
    public void EndTick() => _offsets.Add(_indices.Count);

    /// <summary>Forgets all but the first <paramref name="ticks"/> closed ticks.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are not that many.</exception>
    public void Truncate(int ticks)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(ticks);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ticks, Ticks);
        int events = _offsets[ticks];
        _offsets.RemoveRange(ticks + 1, _offsets.Count - ticks - 1);
        _indices.RemoveRange(events, _indices.Count - events);
        if (_payloads.Count > 0)
            _payloads.RemoveRange(events, _payloads.Count - events);
    }

    /// <summary>The train of all closed ticks.</summary>
    /// <exception cref="ArgumentException">Events were out of order, out of range or of payload 0.</exception>
    public SpikeTrain Build() =>
        new(neurons, [.. _offsets], [.. _indices], _payloads.Count > 0 ? [.. _payloads] : null, inOrder);
}
