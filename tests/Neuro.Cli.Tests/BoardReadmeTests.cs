namespace Neuro.Cli.Tests;

/// <summary>The commands of the boards' READMEs work as they stand there, in their order.</summary>
public sealed class BoardReadmeTests : IDisposable
{
    private const string Folder = "targets/Neuro.Targets/";

    private readonly Workspace _workspace = new();

    public static TheoryData<string> Boards => ["Odin", "Ranc", "Risp", "Speck", "Xbar", "Xylo"];

    [Theory]
    [MemberData(nameof(Boards))]
    public void Every_command_of_a_boards_README_succeeds(string board) =>
        Assert.True(new ReadmeCommands($"{Folder}{board}/README.md", _workspace).Run() > 1);

    [Fact]
    public void No_board_has_commands_that_are_not_run() => Assert.Equal(
        Boards.Select(b => b.Data),
        Directory.GetDirectories(RepositoryRoot.File("targets", "Neuro.Targets")).Select(d => Path.GetFileName(d)).Order()
            .Where(d => File.Exists(RepositoryRoot.File("targets", "Neuro.Targets", d, "README.md"))
                && ReadmeCommands.Lines($"{Folder}{d}/README.md").Any()));

    /// <summary>As the README of ODIN says: the blank image recognises neither pattern, the learned one both.</summary>
    [Fact]
    public void Patterns_are_learned_on_the_emulated_chip_from_an_exported_image()
    {
        _ = new ReadmeCommands(Folder + "Odin/README.md", _workspace).Run();
        Assert.Equal(0, Accuracy("blank.cmds.hex"));
        Assert.Equal(1, Accuracy("learned.cmds.hex"));
        string listing = Cli.Ok("inspect", _workspace["learned.cmds.hex"]);
        Assert.Contains("row 0 excitatory: 200:7 201:0\n", listing);
        Assert.Contains("row 15 excitatory: 200:0 201:7\n", listing);
    }

    public void Dispose() => _workspace.Dispose();

    private double Accuracy(string image) => Cli.Json("eval", "ok", Cli.Run(
            "eval", _workspace[image], "--data", _workspace["recall.npz"], "--ticks", "16", "--json"))
        .GetProperty("fixed").GetProperty("accuracy").GetDouble();
}
