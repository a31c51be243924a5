using System.Diagnostics;
using System.IO.Compression;
using System.Text.Json;
using System.Xml.Linq;

namespace Neuro.Architecture.Tests;

/// <summary>The build finds out which packages the registry has, once for all, and takes no other version.</summary>
public sealed class PackageProbeTests
{
    private static readonly string[] Keys = ["OnnxRuntime", "Ilgpu", "SilkOpenCL"];

    [Fact]
    public void A_package_is_used_where_the_registry_has_its_very_version_and_a_stand_in_elsewhere()
    {
        using ScratchFolder folder = new();
        Arrange(folder);
        Pack(folder, "ILGPU", VersionOf("Ilgpu"));
        // NuGet would take a later version in place of one that is not there.
        Pack(folder, "Silk.NET.OpenCL", "999.0.0");
        Run(folder, "-t:FindOutPackages");
        XElement answers = XDocument.Load(folder["artifacts/packages/answers.props"]).Root!.Element("PropertyGroup")!;
        Assert.Equal(["false", "true", "false"], Keys.Select(k => answers.Element($"Use{k}Package")!.Value));
        Assert.Equal($"package {VersionOf("Ilgpu")}", answers.Element("IlgpuChoice")!.Value);
        string standIn = $"stand-in (the registry has no Silk.NET.OpenCL {VersionOf("SilkOpenCL")})";
        Assert.Equal(standIn, answers.Element("SilkOpenCLChoice")!.Value);

        // The answer is kept, until the question is another.
        DateTime asked = File.GetLastWriteTimeUtc(folder["artifacts/packages/answers.props"]);
        Assert.Equal("true", Run(folder, "-t:FindOutPackages", "-getProperty:UseIlgpuPackage"));
        Assert.Equal(asked, File.GetLastWriteTimeUtc(folder["artifacts/packages/answers.props"]));
        Run(folder, "-t:FindOutPackages", "-p:IlgpuVersion=9.9.9");
        string text = File.ReadAllText(folder["artifacts/packages/answers.props"]);
        Assert.Contains("<IlgpuChoice>stand-in (the registry has no ILGPU 9.9.9)", text);
    }

    [Theory]
    [InlineData("true", "false", "stand-in (asked for by NeuroStandIns)")]
    [InlineData("false", "true", "package ")]
    public void NeuroStandIns_decides_without_asking(string standIns, string use, string choice)
    {
        using ScratchFolder folder = new();
        Arrange(folder);
        string asked = string.Join(',', Keys.SelectMany(k => (string[])[$"Use{k}Package", $"{k}Choice"]));
        string answers = Run(folder, "-t:FindOutPackages", $"-p:NeuroStandIns={standIns}", $"-getProperty:{asked}");
        JsonElement properties = JsonDocument.Parse(answers).RootElement.GetProperty("Properties");
        foreach (string key in Keys)
        {
            Assert.Equal(use, properties.GetProperty($"Use{key}Package").GetString());
            Assert.StartsWith(choice, properties.GetProperty($"{key}Choice").GetString());
        }
        Assert.False(Directory.Exists(folder["artifacts"]), "something was asked");
    }

    private static string VersionOf(string key) =>
        XDocument.Load(RepositoryRoot.File("Directory.Packages.props")).Descendants($"{key}Version").Single().Value;

    private static void Arrange(ScratchFolder folder)
    {
        string[] files = ["Directory.Packages.props", "Directory.Packages.probe.targets", "Directory.Build.targets"];
        foreach (string file in files)
            File.Copy(RepositoryRoot.File(file), folder[file]);
        Directory.CreateDirectory(folder["feed"]);
        File.WriteAllText(folder["app.csproj"], """
            <Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>
            """);
        File.WriteAllText(folder["nuget.config"], """
            <configuration>
              <packageSources><clear /><add key="feed" value="feed" /></packageSources>
            </configuration>
            """);
    }

    private static void Pack(ScratchFolder folder, string id, string version)
    {
        using ZipArchive package = ZipFile.Open(folder[$"feed/{id}.{version}.nupkg"], ZipArchiveMode.Create);
        using (StreamWriter writer = new(package.CreateEntry($"{id}.nuspec").Open()))
        {
            writer.Write($"""
                <package><metadata>
                  <id>{id}</id><version>{version}</version><authors>a test</authors><description>nothing</description>
                </metadata></package>
                """);
        }
        package.CreateEntry("lib/netstandard2.0/_._").Open().Dispose();
    }

    private static string Run(ScratchFolder folder, params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet", ["msbuild", "app.csproj", "-nologo", "-nodeReuse:false", .. arguments])
        {
            WorkingDirectory = folder[""],
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["NUGET_PACKAGES"] = folder["packages"];
        // What the test host was started by is no business of the build that it starts.
        bool OfHost(string name) => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase);
        foreach (string name in start.Environment.Keys.Where(OfHost).ToArray())
            start.Environment.Remove(name);
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd().Trim();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"msbuild {string.Join(' ', arguments)}: {output}{error.Result}");
        return output;
    }
}
