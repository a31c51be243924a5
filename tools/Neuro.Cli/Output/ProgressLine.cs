using System.Diagnostics;

namespace Neuro.Cli.Output;

/// <summary>
/// A line on a terminal's stderr that shows how far long work has come. It appears after a second, is drawn over, and is gone
/// when disposed; without a terminal, or with -q, it is silent.
/// </summary>
internal sealed class ProgressLine : IDisposable
{
    private const int Cells = 24;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(100);

    private readonly Terminal _terminal;
    private readonly string _what;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private TimeSpan _drawn = -Refresh;
    private int _length;

    /// <summary>Progress of <paramref name="what"/>, such as "running".</summary>
    public ProgressLine(Terminal terminal, string what) => (_terminal, _what) = (terminal, what);

    /// <summary>Says that <paramref name="done"/> of <paramref name="total"/> <paramref name="unit"/> are done.</summary>
    public void Report(long done, long total, string unit)
    {
        bool visible = _terminal.ErrorIsTerminal && _terminal.Verbosity > Verbosity.Quiet && _clock.Elapsed >= Patience;
        if (!visible || _clock.Elapsed - _drawn < Refresh)
            return;
        _drawn = _clock.Elapsed;
        double share = total > 0 ? Math.Clamp((double)done / total, 0, 1) : 0;
        int filled = (int)(share * Cells);
        string line = $"{_what} [{new string('#', filled)}{new string('.', Cells - filled)}] {share:P0}  {done}/{total} {unit}  {_clock.Elapsed.TotalSeconds:F0} s";
        _terminal.Error.Write("\r" + line.PadRight(_length));
        _length = line.Length;
    }

    /// <summary>Wipes the line.</summary>
    public void Dispose()
    {
        if (_length > 0)
            _terminal.Error.Write("\r" + new string(' ', _length) + "\r");
    }
}
