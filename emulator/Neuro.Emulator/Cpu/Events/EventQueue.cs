namespace Neuro.Emulator.Cpu.Events;

/// <summary>The events of a slot that wait to be processed: a ring that grows as far as the program's queue is deep.</summary>
/// <param name="depth">Events that wait at most.</param>
internal sealed class EventQueue(int depth)
{
    private const int Smallest = 64;

    private (int Population, int Neuron, int Payload)[] _ring = new (int, int, int)[Math.Min(depth, Smallest)];
    private int _head;
    private int _count;

    /// <summary>Forgets all.</summary>
    public void Clear() => (_head, _count) = (0, 0);

    /// <summary>Puts an event at the end, unless the queue is full.</summary>
    public bool TryEnqueue(int population, int neuron, int payload)
    {
        if (_count == _ring.Length && !Grow())
            return false;
        int at = _head + _count++;
        _ring[at >= _ring.Length ? at - _ring.Length : at] = (population, neuron, payload);
        return true;
    }

    /// <summary>Takes the event at the head, if there is one.</summary>
    public bool TryDequeue(out (int Population, int Neuron, int Payload) next)
    {
        if (_count == 0)
        {
            next = default;
            return false;
        }
        next = _ring[_head];
        _head = _head + 1 == _ring.Length ? 0 : _head + 1;
        _count--;
        return true;
    }

    private bool Grow()
    {
        if (_ring.Length == depth)
            return false;
        (int, int, int)[] larger = new (int, int, int)[(int)Math.Min(depth, 2L * _ring.Length)];
        _ring.AsSpan(_head).CopyTo(larger);
        _ring.AsSpan(0, _head).CopyTo(larger.AsSpan(_ring.Length - _head));
        (_ring, _head) = (larger, 0);
        return true;
    }
}
