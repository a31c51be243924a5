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
    private static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(200);

    private readonly TextWriter _writer;
    private readonly string _what;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly Lock _lock = new();
    private readonly Timer? _timer;
    private (long Done, long Total, string Unit) _state = (0, 0, "");
    private int _length;
    private bool _over;

    /// <summary>Progress of <paramref name="what"/>, such as "running".</summary>
    public ProgressLine(Terminal terminal, string what)
    {
        (_writer, _what) = (terminal.Error, what);
        if (terminal.ErrorIsTerminal && terminal.Verbosity > Verbosity.Quiet)
            _timer = new Timer(_ => Draw(), null, Patience, Refresh);
    }

    /// <summary>Says that <paramref name="done"/> of <paramref name="total"/> <paramref name="unit"/> are done.</summary>
    public void Report(long done, long total, string unit)
    {
        lock (_lock)
            _state = (done, total, unit);
    }

    /// <summary>Wipes the line.</summary>
    public void Dispose()
    {
        _timer?.Dispose();
        lock (_lock)
        {
            _over = true;
            if (_length > 0)
                _writer.Write("\r" + new string(' ', _length) + "\r");
        }
    }

    private void Draw()
    {
        lock (_lock)
        {
            if (_over)
                return;
            (long done, long total, string unit) = _state;
            double share = total > 0 ? Math.Clamp((double)done / total, 0, 1) : 0;
            int filled = (int)(share * Cells);
            TimeSpan elapsed = _clock.Elapsed;
            string left = share is > 0 and < 1 ? $", about {Span(elapsed * ((1 - share) / share))} left" : "";
            string line = $"{_what} [{new string('#', filled)}{new string('.', Cells - filled)}] {share:P0}  {done}/{total} " +
                $"{unit}  {Span(elapsed)}{left}";
            _writer.Write("\r" + line.PadRight(_length));
            _length = line.Length;
        }
    }

    private static string Span(TimeSpan span) =>
        span.TotalSeconds < 60 ? $"{span.TotalSeconds:F0} s"
        : span.TotalHours < 1 ? $"{span.Minutes} min {span.Seconds} s"
        : $"{(long)span.TotalHours} h {span.Minutes} min";
}
