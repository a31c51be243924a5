using Neuro.Cli.Studies;
using Neuro.Cli.Studies.Grids;
using Neuro.Ir.Diagnostics;

namespace Neuro.Cli.Tests.Studies;

public sealed class StudyLogTests : IDisposable
{
    private static readonly StudyHeader Header = FakeSubject.Header("device.levels=2..9", "seed=0..4");

    private readonly ScratchFolder _folder = new();

    private string Log => _folder["study.jsonl"];

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void An_interrupted_study_goes_on_where_it_was(int threads)
    {
        byte[] whole = Whole();
        File.Delete(Log);
        using CancellationTokenSource stop = new();
        FakeSubject first = new();
        int appended = 0;
        Assert.ThrowsAny<OperationCanceledException>(() => Run(first, threads, (_, _) =>
        {
            if (Interlocked.Increment(ref appended) == 7)
                stop.Cancel();
        }, stop));
        int kept = File.ReadAllLines(Log).Length - 1;
        Assert.InRange(kept, 7, 7 + threads);
        FakeSubject second = new();
        Run(second, threads);
        Assert.Equal(40 - kept, second.Evaluated.Count);
        Assert.Equal(Enumerable.Range(0, 40), first.Evaluated.Concat(second.Evaluated).Distinct().Order());
        Assert.Equal(whole, File.ReadAllBytes(Log));
    }

    [Fact]
    public void A_log_cut_at_any_byte_is_repaired_and_completed()
    {
        byte[] whole = Whole();
        for (int length = 0; length < whole.Length; length += 37)
        {
            File.WriteAllBytes(Log, whole[..length]);
            int lines = whole[..length].Count(b => b == (byte)'\n');
            FakeSubject subject = new();
            Run(subject);
            Assert.True(whole.SequenceEqual(File.ReadAllBytes(Log)), $"cut at byte {length}, the completed log differs");
            Assert.True(
                subject.Evaluated.Count == 40 - Math.Max(0, lines - 1),
                $"cut at byte {length}, {subject.Evaluated.Count} points were done anew with {lines} whole lines there");
        }
    }

    [Fact]
    public void The_number_of_threads_leaves_no_trace()
    {
        byte[] whole = Whole();
        File.Delete(Log);
        Run(new FakeSubject(), threads: 7);
        Assert.Equal(whole, File.ReadAllBytes(Log));
    }

    [Fact]
    public void Points_of_one_specification_are_evaluated_once()
    {
        StudyHeader header = FakeSubject.Header("a=1,2", "b=3,4");
        SameKey subject = new();
        using StudyLog log = StudyLog.Open(Log, header, restart: false);
        StudyRunner.Run(new Grid(header.Axes), subject, log, 2, (_, _) => { }, TestContext.Current.CancellationToken);
        Assert.Equal(2, subject.Evaluations);
        Assert.Equal([0, 1, 2, 3], log.Study.Records.Select(r => r.Point));
    }

    [Fact]
    public void Another_study_is_refused_with_what_differs_and_kept()
    {
        byte[] whole = Whole();
        StudyHeader changed = FakeSubject.Header("device.levels=2..9", "seed=0..5") with { Samples = 7 };
        Diagnostic refused =
            Assert.Throws<DiagnosticException>(() => StudyLog.Open(Log, changed, restart: false)).Diagnostics.Single();
        Assert.Equal("NEU6552", refused.Code);
        Assert.Contains("samples, values of seed", refused.Message);
        Assert.Equal(whole, File.ReadAllBytes(Log));
    }

    [Fact]
    public void Another_study_begins_anew_where_that_is_asked_for()
    {
        Whole();
        StudyHeader changed = FakeSubject.Header("seed=0..5");
        using (StudyLog log = StudyLog.Open(Log, changed, restart: true))
            Assert.Empty(log.Study.Records);
        Assert.Single(File.ReadAllLines(Log));
    }

    [Theory]
    [InlineData("no study")]
    [InlineData("{\"schema\":1}\n")]
    [InlineData("\n")]
    public void A_file_that_is_no_study_is_never_cut(string content)
    {
        File.WriteAllText(Log, content);
        foreach (bool restart in new[] { false, true })
        {
            DiagnosticException refused = Assert.Throws<DiagnosticException>(() => StudyLog.Open(Log, Header, restart));
            Assert.Equal("NEU6553", refused.Diagnostics.Single().Code);
            Assert.Equal(content, File.ReadAllText(Log));
        }
    }

    [Theory]
    [InlineData("{\"point\":1", "")]
    [InlineData("nonsense", "")]
    [InlineData("null", "")]
    [InlineData("{\"point\":99,\"key\":\"k\",\"values\":[\"2\",\"0\"],\"result\":{}}", "none of the study's grid")]
    [InlineData("{\"point\":0,\"key\":\"k\",\"values\":[\"3\",\"0\"],\"result\":{}}", "none of the study's grid")]
    [InlineData("{\"point\":0,\"key\":\"k\",\"values\":null,\"result\":{}}", "")]
    [InlineData("{\"point\":0,\"key\":\"k\",\"values\":[\"2\",\"0\"],\"result\":{\"accuracies\":\"x\"}}", "")]
    public void A_damaged_line_is_named(string line, string expected)
    {
        Whole();
        string[] lines = File.ReadAllLines(Log);
        lines[3] = line;
        File.WriteAllText(Log, string.Join('\n', lines) + "\n");
        Diagnostic found = Assert.Throws<DiagnosticException>(() => StudyReader.Load(Log)).Diagnostics.Single();
        Assert.Equal("NEU6553", found.Code);
        Assert.Contains(expected, found.Message);
        Assert.StartsWith(Log, found.Location);
    }

    [Fact]
    public void Two_processes_cannot_do_one_study_at_a_time()
    {
        using StudyLog log = StudyLog.Open(Log, Header, restart: false);
        DiagnosticException error = Assert.Throws<DiagnosticException>(() => StudyLog.Open(Log, Header, restart: false));
        Assert.Equal(("NEU6555", Log), (Assert.Single(error.Diagnostics).Code, error.Diagnostics[0].Location));
    }

    [Fact]
    public void A_study_in_a_folder_that_is_not_there_names_the_folder_and_no_file_of_its_own()
    {
        string log = Path.Combine(_folder["absent"], "s.jsonl");
        IOException error = Assert.Throws<IOException>(() => StudyLog.Open(log, Header, restart: false));
        Assert.EndsWith($"there is no folder '{_folder["absent"]}'", error.Message);
        Assert.DoesNotContain(".lock", error.Message);
    }

    [Fact]
    public void A_study_can_be_read_while_it_is_done()
    {
        using (StudyLog log = StudyLog.Open(Log, Header, restart: false))
        {
            log.Append(new(3, "k", new Grid(Header.Axes)[3].Values, FakeSubject.Result(0.5)));
            Assert.Equal(0.5, StudyReader.Load(Log).Records.Single().Result.Mean);
        }
        Assert.Equal([Log], Directory.GetFiles(Path.GetDirectoryName(Log)!));
    }

    [Fact]
    public void A_document_holds_the_same_study()
    {
        Whole();
        Study study = StudyReader.Load(Log);
        using (FileStream file = File.Create(_folder["study.json"]))
            StudyDocument.Write(file, study);
        Study again = StudyReader.Load(_folder["study.json"]);
        Assert.Equal(study.Header.Digest, again.Header.Digest);
        Assert.Equal(
            study.Records.Select(r => (r.Point, r.Key, r.Result.Mean)),
            again.Records.Select(r => (r.Point, r.Key, r.Result.Mean)));
    }

    [Fact]
    public void A_table_has_a_row_a_point_and_quotes_what_needs_it()
    {
        StudyHeader header = FakeSubject.Header("device=a,b");
        Study study = new(header,
        [
            new(0, "k0", ["a"], FakeSubject.Result(0.5, 1)),
            new(1, "k1", ["b"], new PointResult { Error = "error: \"b\", bad" }),
        ]);
        MemoryStream table = new();
        StudyCsv.Write(table, study);
        Assert.Equal(
            """
            device,accuracy,accuracy_worst,accuracy_best,chips,spikes,energy_joules,latency_seconds,area_square_metres,error
            a,0.75,0.5,1,2,12.5,1E-09,,,
            b,,,,0,,,,,"error: ""b"", bad"

            """, System.Text.Encoding.UTF8.GetString(table.ToArray()));
    }

    public void Dispose() => _folder.Dispose();

    private byte[] Whole()
    {
        Run(new FakeSubject());
        return File.ReadAllBytes(Log);
    }

    private void Run(
        FakeSubject subject, int threads = 1, Action<int, int>? progress = null, CancellationTokenSource? stop = null)
    {
        using StudyLog log = StudyLog.Open(Log, Header, restart: false);
        StudyRunner.Run(new Grid(Header.Axes), subject, log, threads, progress ?? ((_, _) => { }),
            stop?.Token ?? TestContext.Current.CancellationToken);
    }

    private sealed class SameKey : IStudySubject
    {
        private int _evaluations;

        public int Evaluations => _evaluations;

        public string KeyOf(GridPoint point) => point.Values[0];

        public PointResult Evaluate(GridPoint point, int threads, CancellationToken cancellation)
        {
            Interlocked.Increment(ref _evaluations);
            return FakeSubject.Result(1);
        }
    }
}
