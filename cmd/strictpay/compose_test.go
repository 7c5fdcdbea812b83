package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"
)

// A stage of a Dockerfile: what it copies, builds and starts.
type stage struct {
	copies     []string // sources in the repository
	builds     []string // packages, by folder
	files      map[string]string
	entrypoint []string
	cmd        []string
	user       string
}

// dockerfile reads examples/Dockerfile as far as it goes.
func dockerfile(t *testing.T) map[string]*stage {
	t.Helper()
	text, err := os.ReadFile("../../examples/Dockerfile")
	if err != nil {
		t.Fatal(err)
	}
	stages := map[string]*stage{}
	var at *stage
	list := func(text string) []string {
		var words []string
		if err := json.Unmarshal([]byte(text), &words); err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		return words
	}
	for line := range strings.Lines(string(text)) {
		words := strings.Fields(line)
		if len(words) == 0 || words[0] == "#" {
			continue
		}
		rest := strings.TrimSpace(strings.TrimPrefix(line, words[0]))
		switch words[0] {
		case "FROM":
			at = &stage{files: map[string]string{}}
			stages[words[len(words)-1]] = at
		case "COPY":
			words = slices.DeleteFunc(words[1:], func(w string) bool { return strings.HasPrefix(w, "--chown") })
			to := words[len(words)-1]
			if from, ok := strings.CutPrefix(words[0], "--from="); ok {
				at.files[to] = from + " " + words[1]
				continue
			}
			at.copies = append(at.copies, words[:len(words)-1]...)
		case "RUN":
			if i := slices.Index(words, "build"); i > 0 && words[1] == "go" {
				folder := "."
				if words[2] == "-C" {
					folder = words[3]
				}
				at.builds = append(at.builds, filepath.Join(folder, words[len(words)-1]))
				at.files[words[slices.Index(words, "-o")+1]] = folder
			}
		case "USER":
			at.user = rest
		case "ENTRYPOINT":
			at.entrypoint = list(rest)
		case "CMD":
			at.cmd = list(rest)
		}
	}
	return stages
}

// What the Dockerfile copies and builds is there, what it starts was copied, and nothing runs as root.
func TestDockerfile(t *testing.T) {
	t.Parallel()
	stages := dockerfile(t)
	build := stages["build"]
	for _, path := range append(build.copies, build.builds...) {
		if _, err := os.Stat(filepath.Join("../..", path)); err != nil {
			t.Error(err)
		}
	}
	for _, name := range []string{"sandbox", "shop"} {
		s := stages[name]
		if s == nil || s.user != "nonroot" || len(s.entrypoint) != 1 {
			t.Fatalf("%s: %+v", name, s)
		}
		from, path, _ := strings.Cut(s.files[s.entrypoint[0]], " ")
		if from != "build" || build.files[path] == "" {
			t.Errorf("%s starts %s, which is %q", name, s.entrypoint[0], s.files[s.entrypoint[0]])
		}
	}
	takes(t, stages["sandbox"].cmd)
}

// takes fails where the program does not take a command line.
func takes(t *testing.T, words []string) {
	t.Helper()
	if code, _, errs := typed("", nil, append(slices.Clone(words), "--help")...); code != 0 || words[0] != "sandbox" {
		t.Errorf("%v: exit %d, %s", words, code, errs)
	}
	if !slices.ContainsFunc(words, func(w string) bool { return strings.Contains(w, "127.0.0.1:") }) {
		t.Errorf("%v does not listen on loopback", words)
	}
}

// The compose file starts stages that there are, the sandbox with flags that it takes, and the service on its loopback,
// with the volume that has the settings.
func TestCompose(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../examples/compose.yaml")
	if err != nil {
		t.Fatal(err)
	}
	type service struct {
		Build struct {
			Context, Dockerfile, Target string
		}
		Command     []string
		NetworkMode string `yaml:"network_mode"`
		Environment map[string]string
		Volumes     []string
		Ports       []string
		DependsOn   []string `yaml:"depends_on"`
		ReadOnly    bool     `yaml:"read_only"`
		TmpFS       []string
		CapDrop     []string `yaml:"cap_drop"`
		SecurityOpt []string `yaml:"security_opt"`
	}
	var file struct {
		Services map[string]service
		Volumes  map[string]any
	}
	decoder := yaml.NewDecoder(strings.NewReader(string(text)))
	decoder.KnownFields(true)
	if err := decoder.Decode(&file); err != nil {
		t.Fatal(err)
	}
	stages := dockerfile(t)
	for name, s := range file.Services {
		if stages[s.Build.Target] == nil || s.Build.Context != ".." || s.Build.Dockerfile != "examples/Dockerfile" {
			t.Errorf("%s is built of %+v", name, s.Build)
		}
		volume, _, _ := strings.Cut(s.Volumes[0], ":")
		if _, there := file.Volumes[volume]; !there {
			t.Errorf("%s has a volume %s that is not declared", name, volume)
		}
	}
	sandbox, shop := file.Services["sandbox"], file.Services["shop"]
	takes(t, sandbox.Command)
	if shop.NetworkMode != "service:sandbox" || len(shop.Ports) > 0 || !slices.Contains(shop.DependsOn, "sandbox") {
		t.Errorf("the shop is on another loopback: %+v", shop)
	}
	for _, port := range sandbox.Ports {
		if !strings.HasPrefix(port, "127.0.0.1:") {
			t.Errorf("port %s is open to everybody", port)
		}
	}
	settings := "--env-file=" + shop.Environment["SHOP_ENV_FILE"]
	if !slices.Contains(sandbox.Command, settings) {
		t.Errorf("the shop reads %s, and the sandbox writes another file", settings)
	}
	for _, word := range sandbox.Command {
		if _, to, ok := strings.Cut(word, "=http"); ok &&
			!strings.HasPrefix("http"+to, shop.Environment["SHOP_URL"]+"/callbacks/") {
			t.Errorf("%s goes elsewhere than %s", word, shop.Environment["SHOP_URL"])
		}
	}
}
