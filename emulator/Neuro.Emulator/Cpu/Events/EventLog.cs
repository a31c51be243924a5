using System.Runtime.InteropServices;

namespace Neuro.Emulator.Cpu.Events;

/// <summary>What a population has emitted in a tick, in order, where neurons fire by the event; for every slot.</summary>
/// <param name="slots">Number of slots.</param>
internal sealed class EventLog(int slots)
{
    private readonly List<int>[] _neurons = [.. Enumerable.Range(0, slots).Select(_ => new List<int>())];
    private readonly List<int>[] _payloads = [.. Enumerable.Range(0, slots).Select(_ => new List<int>())];

    /// <summary>The neuron of each event.</summary>
    public ReadOnlySpan<int> Neurons(int slot) => CollectionsMarshal.AsSpan(_neurons[slot]);

    /// <summary>The payload of each event.</summary>
    public ReadOnlySpan<int> Payloads(int slot) => CollectionsMarshal.AsSpan(_payloads[slot]);

    /// <summary>Appends an event.</summary>
    public void Add(int slot, int neuron, int payload)
    {
        _neurons[slot].Add(neuron);
        _payloads[slot].Add(payload);
    }

    /// <summary>Forgets a slot's events.</summary>
    public void Clear(int slot)
    {
        _neurons[slot].Clear();
        _payloads[slot].Clear();
    }
}
