using Neuro.Runtime.Files;

namespace Neuro.Runtime.Tests.Files;

public class AtomicFileTests
{
    [Fact]
    public void A_committed_file_holds_what_was_written_and_nothing_lies_beside_it()
    {
        using ScratchFolder folder = new();
        AtomicFile.WriteAllText(folder["a.txt"], "first");
        AtomicFile.WriteAllText(folder["a.txt"], "second");
        Assert.Equal("second", File.ReadAllText(folder["a.txt"]));
        Assert.Single(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void An_exception_leaves_the_older_file_and_no_temporary()
    {
        using ScratchFolder folder = new();
        AtomicFile.WriteAllText(folder["a.txt"], "older");
        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(folder["a.txt"], stream =>
        {
            stream.Write("half"u8);
            throw new InvalidOperationException();
        }));
        Assert.Equal("older", File.ReadAllText(folder["a.txt"]));
        Assert.Single(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void A_symbolic_link_is_followed()
    {
        using ScratchFolder folder = new();
        AtomicFile.WriteAllText(folder["target"], "old");
        File.CreateSymbolicLink(folder["link"], folder["target"]);
        AtomicFile.WriteAllText(folder["link"], "new");
        Assert.Equal("new", File.ReadAllText(folder["target"]));
        Assert.NotNull(new FileInfo(folder["link"]).LinkTarget);
    }

    [Fact]
    public void The_null_device_stays_a_device()
    {
        Assert.SkipUnless(File.Exists("/dev/null"), "this machine has no /dev/null");
        AtomicFile.WriteAllText("/dev/null", "gone");
        Assert.Equal("", File.ReadAllText("/dev/null"));
    }
}
